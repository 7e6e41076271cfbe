package dev.trawl.app.command;

import dev.trawl.app.Visible;
import dev.trawl.app.demo.DemoWeb;
import dev.trawl.app.network.Egress;
import dev.trawl.core.ClosestWord;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.Start;
import dev.trawl.core.port.Accepted;
import dev.trawl.local.Machine;
import dev.trawl.local.Wiring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs a ready-made job over a web of the demo's own. */
@Command(
        name = "demo",
        header = "Runs a ready-made job over a built-in web on loopback, and checks that every item is accounted for.",
        description = {
            "",
            "Asks nothing of the internet. What it stores is left in the data folder. Some items are dead on purpose: pictures are gone, refused or broken, pages are gone or forbidden.",
            "Exit status 0 says that everything came as it should.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  trawl demo",
            "  trawl demo pages",
            "  trawl demo --posts 1000 --data /tmp/demo && trawl rows posts --data /tmp/demo"
        })
final class DemoCommand implements Callable<Integer> {
    private static final String PICTURES = "reddit-pictures";
    private static final String PAGES = "pages";

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    final HelpOption help = new HelpOption();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "JOB",
            description = "reddit-pictures (standard), or pages: a site is crawled.")
    private String name = PICTURES;

    @Option(
            names = {"--posts", "--pages"},
            paramLabel = "N",
            description = "How many posts the web lists, and pages its site has, 1 to 1000 (standard: 300).")
    private int posts = 300;

    @Option(names = "--seed", paramLabel = "N", description = "Another seed is another web (standard: 1).")
    private long seed = 1;

    private final Surroundings surroundings;

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        if (posts < 1 || posts > DemoWeb.POSTS_MAX) {
            throw new UsageFault(
                    "trawl demo found --posts " + posts + "; nothing was started; it takes 1 to " + DemoWeb.POSTS_MAX);
        }
        if (!name.equals(PICTURES) && !name.equals(PAGES)) {
            throw new UsageFault("trawl demo found " + Visible.quoted(name) + "; nothing was started; it takes "
                    + PICTURES + " or " + PAGES + ClosestWord.hint(name, List.of(PICTURES, PAGES)));
        }
        Job job = surroundings.jobs(common).find(name);
        Scratch scratch = new Scratch("trawl-demo");
        return scratch.in(folder -> run(job, start(folder, scratch), scratch));
    }

    /** Making certificates takes a second or two, in which somebody may think better of it. */
    private DemoWeb start(Path folder, Scratch scratch) throws IOException, InterruptedException {
        try (Departure.Watch _ = surroundings.departure().watch(() -> {
            surroundings.console().note("Interrupted; nothing was started" + scratch.leave());
            return ExitStatus.INTERRUPTED;
        })) {
            return DemoWeb.start(seed, posts, folder);
        }
    }

    private int run(Job job, DemoWeb started, Scratch scratch) throws Exception {
        try (DemoWeb web = started;
                Machine machine = Machine.open(common.data, wiring(web))) {
            return switch (machine.start(Start.of(job, input()))) {
                case Accepted.Taken taken -> {
                    Follow follow =
                            new Follow(surroundings, common, new Follow.Interrupted(this::advice, scratch::leave));
                    JsonNode document = follow.await(machine, taken.run().id());
                    yield tell(document, web);
                }
                case Accepted.Conflict conflict ->
                    throw new IllegalStateException("A run without a cause met run " + conflict.run());
            };
        }
    }

    private ObjectNode input() {
        ObjectNode input = Json.object();
        if (name.equals(PICTURES)) {
            return input.put("subreddit", DemoWeb.SUBREDDIT).put("limit", posts);
        }
        input.putArray("urls").add(DemoWeb.PAGES);
        return input.put("follow", true);
    }

    private String advice(RunId run) {
        return "The demo's web is gone, and run " + run
                + " would find none: start the demo again, and drop that run with" + " trawl cancel " + run
                + common.again();
    }

    private Wiring wiring(DemoWeb web) {
        Egress egress =
                new Egress(List.of(DemoWeb.ALLOWED), web.connectTo(), Optional.of(web.authority()), Optional.empty());
        return new Wiring(
                surroundings.jobs(common),
                surroundings.network().through(egress),
                surroundings.clock(),
                surroundings.random());
    }

    private int tell(JsonNode document, DemoWeb web) {
        new Follow(surroundings, common).print(document);
        boolean pictures = name.equals(PICTURES);
        List<String> differences = DemoVerdict.differences(document, pictures ? web.expected() : web.expectedPages());
        differences.forEach(surroundings.console()::note);
        if (differences.isEmpty() && !common.json) {
            surroundings
                    .console()
                    .line("As it should be: all "
                            + (pictures ? posts + " posts" : web.expectedPages().items() + " pages")
                            + " are accounted for");
        }
        return differences.isEmpty() ? ExitStatus.GOOD : ExitStatus.SHORT;
    }
}
