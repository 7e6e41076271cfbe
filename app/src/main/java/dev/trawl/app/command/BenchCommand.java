package dev.trawl.app.command;

import dev.trawl.app.Visible;
import dev.trawl.core.ClosestWord;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures this machine. */
@Command(
        name = "bench",
        header = "Measures what the engine costs, as ratios against a bare loop in the same run.",
        description = {
            "",
            "NAME is fan-out (durable items whose work is nothing), store (pictures from loopback, stored with a row),",
            "sink (rows of another database, that of CATALOGUE_URL or SQLite, beside a bare loop of the same upserts),",
            "keys (asking whether a key is new), seen (addresses offered ten times each, killed on the way), hosts (many hosts,",
            "some of them slow), chunks (chunk sizes beside each",
            "other), fetches (10,000 at once), crawl (the job pages, beside a bare loop that keeps nothing),",
            "browser (pages that scripts write, and the memory that they take in a browser),",
            "blocking (runs that callers wait for), posts",
            "(the same over HTTP), subscribers (one article to all of them), size (memory and disk of a long run",
            "in a small process) or restart (how soon a killed process is replaced). The first round warms the JVM up:",
            "read the last one.",
            ""
        },
        footer = {"", "Example:", "  trawl bench fan-out --items 500000 --rounds 4"})
final class BenchCommand implements Callable<Integer> {
    private static final String BROWSER = "browser";
    private static final List<String> PEERS = List.of("crawl", BROWSER);

    @Parameters(index = "0", paramLabel = "NAME", description = "What to measure.")
    private String name = "";

    @Option(
            names = {"--items", "--subscribers"},
            paramLabel = "N",
            description = "Items a round (standard: as each benchmark needs).")
    private @Nullable Integer items;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "Rounds (standard: 3).")
    private int rounds;

    @Option(
            names = "--peers",
            description = {
                "With crawl: in the last round also Scrapy, Crawlee and Colly, the newest of",
                "their registries; with browser: Crawlee with the same browser. They are kept",
                "in ~/.cache/trawl-bench."
            })
    private boolean peers;

    @Option(
            names = "--crashes",
            paramLabel = "N",
            defaultValue = "0",
            description = "With browser: how often the browser is killed on the way (standard: 0).")
    private int crashes;

    @Mixin
    final HelpOption help = new HelpOption();

    private final Surroundings surroundings;

    BenchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Benchmark benchmark = benchmark();
        int each = items == null ? benchmark.items() : require("--items", items, benchmark.items() > 0);
        require("--rounds", rounds, true);
        if (peers && !PEERS.contains(benchmark.name())) {
            throw new UsageFault("--peers goes with crawl and browser alone; nothing was measured; leave it out");
        }
        if (crashes != 0) {
            require("--crashes", crashes, benchmark.name().equals(BROWSER));
        }
        Scratch scratch = new Scratch("trawl-bench");
        try (Departure.Watch _ = surroundings.departure().watch(() -> farewell(scratch))) {
            for (int round = 1; round <= rounds; round++) {
                String begin = "round " + round + ": ";
                Consumer<String> lines = line -> say(begin + line);
                boolean beside = peers && round == rounds;
                benchmark.round().measure(new Workbench(each, beside, crashes, surroundings, lines, scratch));
            }
        }
        return ExitStatus.GOOD;
    }

    /** At once: some of them take minutes. */
    private void say(String line) {
        surroundings.console().line(line);
        surroundings.console().out().flush();
    }

    private Benchmark benchmark() {
        List<String> names = Benchmark.ALL.stream().map(Benchmark::name).toList();
        return Benchmark.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageFault("There is no benchmark " + Visible.quoted(name)
                        + "; nothing was measured; they are " + String.join(", ", names)
                        + ClosestWord.hint(name, names)));
    }

    private int require(String option, int given, boolean takes) {
        if (!takes) {
            throw new UsageFault(
                    "trawl bench " + name + (option.equals("--crashes") ? " kills nothing" : " has items of its own")
                            + "; nothing was measured; leave out " + option);
        }
        if (given < 1) {
            throw new UsageFault("trawl bench found " + option + " " + given
                    + "; nothing was measured; it takes a whole number from 1 up");
        }
        return given;
    }

    private int farewell(Scratch scratch) {
        surroundings.console().out().flush();
        surroundings.console().note("Interrupted; what had not ended was not measured" + scratch.leave());
        return ExitStatus.INTERRUPTED;
    }
}
