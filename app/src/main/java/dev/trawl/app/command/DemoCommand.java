package dev.trawl.app.command;

import dev.trawl.app.Visible;
import dev.trawl.app.demo.DemoWeb;
import dev.trawl.app.demo.Demonstration;
import dev.trawl.app.demo.Play;
import dev.trawl.app.demo.Setting;
import dev.trawl.app.demo.Site;
import dev.trawl.core.ClosestWord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs ready-made jobs over a web of the demo's own. */
@Command(
        name = "demo",
        header = "Runs ready-made jobs over a built-in web on loopback, and checks that all came as it should.",
        description = {
            "",
            "Asks nothing of the internet. What it stores is left in the data folder. Some items are dead on purpose:"
                    + " pictures are gone, refused or broken, pages are gone or forbidden.",
            "Exit status 0 says that everything came as it should.",
            ""
        })
final class DemoCommand implements Callable<Integer> {
    private static final List<String> EXAMPLES = List.of(
            "",
            "Examples:",
            "  trawl demo",
            "  trawl demo offers --products 3000 --seed 7",
            "  trawl demo --posts 1000 --data /tmp/demo && trawl rows posts --data /tmp/demo");

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    final HelpOption help = new HelpOption();

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "What is shown; see below.")
    private String name = Demonstration.ALL.getFirst().name();

    @Option(
            names = {"--items", "--posts", "--pages", "--products", "--feeds"},
            paramLabel = "N",
            description = "How many of them its web has (standard: 300).")
    private int items = 300;

    @Option(names = "--seed", paramLabel = "N", description = "Another seed is another web (standard: 1).")
    private long seed = 1;

    private final Surroundings surroundings;

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Lists the demonstrations in the help. */
    @Spec
    void spec(CommandSpec spec) {
        spec.usageMessage()
                .footer(Stream.of(
                                Stream.of("", "What is shown, the first where no NAME is given:"),
                                Demonstration.ALL.stream()
                                        .map(each -> "  %-16s %s".formatted(each.name(), each.about())),
                                EXAMPLES.stream())
                        .flatMap(lines -> lines)
                        .toArray(String[]::new));
    }

    @Override
    public Integer call() throws Exception {
        Demonstration demonstration = demonstration();
        if (items < 1 || items > demonstration.most()) {
            throw new UsageFault("trawl demo " + name + " found " + items + " " + demonstration.things()
                    + "; nothing was started; it takes 1 to " + demonstration.most());
        }
        Site site = new Site();
        Play play = demonstration.play(
                site,
                new Setting(
                        seed,
                        items,
                        common.data,
                        surroundings.jobs(common),
                        variable -> Optional.ofNullable(System.getenv(variable)),
                        surroundings.clock()));
        if (!common.quiet) {
            play.notes().forEach(surroundings.console()::note);
        }
        Scratch scratch = new Scratch("trawl-demo");
        return scratch.in(folder -> run(play, start(site, folder, scratch), scratch));
    }

    private Demonstration demonstration() {
        List<String> names = Demonstration.ALL.stream().map(Demonstration::name).toList();
        return Demonstration.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageFault("trawl demo found " + Visible.quoted(name)
                        + "; nothing was started; it takes " + String.join(", ", names)
                        + ClosestWord.hint(name, names)));
    }

    /** Making certificates takes a second or two, in which somebody may think better of it. */
    private DemoWeb start(Site site, Path folder, Scratch scratch) throws IOException, InterruptedException {
        try (Departure.Watch _ = surroundings.departure().watch(() -> {
            surroundings.console().note("Interrupted; nothing was started" + scratch.leave());
            return ExitStatus.INTERRUPTED;
        })) {
            return DemoWeb.start(site, folder);
        }
    }

    private int run(Play play, DemoWeb started, Scratch scratch) throws Exception {
        try (DemoWeb web = started) {
            return Performance.of(play, web, surroundings, common, scratch::leave);
        }
    }
}
