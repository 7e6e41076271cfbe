package dev.trawl.app.command;

import dev.trawl.app.Visible;
import dev.trawl.app.progress.ProgressLine;
import dev.trawl.app.progress.SeedsText;
import dev.trawl.core.Json;
import dev.trawl.simulation.campaign.Campaign;
import dev.trawl.simulation.campaign.Launch;
import dev.trawl.simulation.campaign.Retelling;
import dev.trawl.simulation.campaign.SeedRange;
import dev.trawl.simulation.campaign.Tally;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets simulated worlds go on, breaks things in them, and judges what becomes of what was accepted. */
@Command(
        name = "simulate",
        header = "Runs the engine in simulated worlds, breaks things in them, and checks what it promises.",
        description = {
            "",
            "A seed is a world: runs, a source, workers, people who pause and cancel, and faults, such as a process that",
            "dies between a commit and its answer. The stages, the dispatcher and the SQL are the real ones; time is",
            "simulated, so an hour takes milliseconds. The same seed is the same world, event for event.",
            "",
            "After the faults have ended every run must end, and nothing that was acknowledged may be lost or twice.",
            "For each invariant that did not hold, faults are left out of its first world as long as it still breaks;",
            "what is left is printed with the command that shows it again.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  trawl simulate --seeds 1..20000",
            "  trawl simulate --seeds 17 --story",
            "  trawl simulate --seeds 17 --only 55834574848,60129542146 --story",
            "",
            "Exit status: 0 everything held, 1 something did not, 2 usage, 3 processes cannot be started,",
            "130 interrupted."
        })
final class SimulateCommand implements Callable<Integer> {
    /** Broken worlds that are made small, one an invariant. */
    private static final int SHRUNK_MAX = 5;

    @Option(names = "--seeds", paramLabel = "A..B", description = "The seeds, or one of them (standard: 1..1000).")
    private String seeds = "1..1000";

    @Option(names = "--processes", paramLabel = "N", description = "Processes at once (standard: one a core).")
    private int processes = Math.min(Runtime.getRuntime().availableProcessors(), Campaign.PROCESSES_MAX);

    @Option(names = "--story", description = "Tells what happens in the world of one seed.")
    private boolean story;

    @Option(
            names = "--only",
            paramLabel = "PLACE",
            split = ",",
            description = "With --story: leaves out the faults of all other places.")
    @Nullable
    private Set<Long> only;

    @Option(names = "--json", description = "Prints one JSON document and nothing else.")
    private boolean json;

    @Option(names = "--quiet", description = "No progress.")
    private boolean quiet;

    @Mixin
    final HelpOption help = new HelpOption();

    private final Tally tally = new Tally();
    private final Surroundings surroundings;

    SimulateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        SeedRange range = range();
        try (Campaign campaign = new Campaign(
                        Launch.likeThisProcess(), processes, Thread.ofVirtual().factory(), Campaign.WORLD_MAX);
                Departure.Watch _ = surroundings.departure().watch(() -> farewell(campaign))) {
            return story ? tell(campaign, range.first()) : simulate(campaign, range);
        }
    }

    private SeedRange range() {
        SeedRange range;
        try {
            range = SeedRange.of(seeds);
        } catch (IllegalArgumentException e) {
            throw new UsageFault(e.getMessage() + "; nothing was simulated; trawl simulate --help shows examples");
        }
        if ((story && range.size() > 1) || (only != null && !story)) {
            throw new UsageFault(
                    "trawl simulate found --seeds " + range + (story ? " with" : " and --only without")
                            + " --story; nothing was simulated; a story, and --only with it, is of one seed, as in --seeds 17 --story");
        }
        if (only != null && only.stream().anyMatch(place -> place < 0)) {
            throw new UsageFault("trawl simulate found --only " + only
                    + "; nothing was simulated; a place is 0 or more, as the last line of a story names them");
        }
        if (processes < 1 || processes > Campaign.PROCESSES_MAX) {
            throw new UsageFault("trawl simulate found --processes " + processes
                    + "; nothing was simulated; it takes 1 to " + Campaign.PROCESSES_MAX);
        }
        return range;
    }

    private int farewell(Campaign campaign) {
        campaign.close();
        for (Tally.Broken broken : tally.broken().values()) {
            surroundings
                    .console()
                    .note("Broken so far: " + broken.invariant() + ", in the worlds of the seeds "
                            + broken.first().keySet());
        }
        surroundings.console().note("Interrupted; seeds that had not ended were not judged");
        return ExitStatus.INTERRUPTED;
    }

    private int simulate(Campaign campaign, SeedRange range) throws IOException, InterruptedException {
        Instant began = surroundings.clock().instant();
        try (ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("progress").factory());
                ProgressLine progress = new ProgressLine(
                        surroundings.console().err(),
                        surroundings.console().terminal(),
                        surroundings.clock(),
                        new SeedsText(tally, range.size()))) {
            if (!quiet) {
                progress.start(executor);
            }
            campaign.run(range, tally);
            executor.shutdownNow();
        }
        Duration time = Duration.between(began, surroundings.clock().instant());
        return report(new Simulated(range, tally, time, stories(campaign, tally)));
    }

    /** Makes the first world of each invariant small. */
    private Map<Long, Retelling> stories(Campaign campaign, Tally tally) throws IOException, InterruptedException {
        Map<Long, Retelling> stories = new TreeMap<>();
        for (Tally.Broken broken :
                tally.broken().values().stream().limit(SHRUNK_MAX).toList()) {
            long seed = broken.first().firstKey();
            if (!quiet) {
                surroundings.console().note("Leaving faults out of the world of seed " + seed + " ...");
            }
            campaign.shrink(seed, broken.invariant()).ifPresent(told -> stories.putIfAbsent(seed, told));
        }
        return stories;
    }

    private int report(Simulated simulated) {
        if (json) {
            surroundings.console().line(Json.pretty(simulated.json()));
        } else {
            SimulatedText.of(simulated).forEach(surroundings.console()::line);
        }
        return simulated.good() ? ExitStatus.GOOD : ExitStatus.SHORT;
    }

    private int tell(Campaign campaign, long seed) throws IOException, InterruptedException {
        Optional<Retelling> told = campaign.tell(seed, Optional.ofNullable(only));
        if (told.isEmpty()) {
            throw new IOException(
                    "The world of seed " + seed + " did not end, or ended its process; nothing is known of "
                            + "it; trawl simulate --seeds " + seed + " says how");
        }
        Retelling world = told.get();
        requireMet(campaign, world);
        if (json) {
            surroundings.console().line(Json.pretty(world.json()));
        } else {
            lines(world).forEach(surroundings.console()::line);
        }
        return world.breach().isEmpty() ? ExitStatus.GOOD : ExitStatus.SHORT;
    }

    /** What is named must be a place of that world; leaving faults out may have moved it. */
    private void requireMet(Campaign campaign, Retelling world) throws IOException, InterruptedException {
        Set<Long> missed = new TreeSet<>(only == null ? Set.of() : only);
        world.places().forEach(missed::remove);
        if (missed.isEmpty()) {
            return;
        }
        List<Long> all = campaign.tell(world.seed(), Optional.empty())
                .map(Retelling::places)
                .orElse(List.of());
        Set<Long> unknown = new TreeSet<>(missed);
        all.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new UsageFault("In the world of seed " + world.seed() + " nothing goes wrong at " + unknown
                    + "; nothing was told; the last line of trawl simulate --seeds " + world.seed()
                    + " --story names its places");
        }
        surroundings
                .console()
                .note("With the other faults left out nothing goes wrong at " + missed + ": what is left out moves the"
                        + " places behind it");
    }

    private static List<String> lines(Retelling world) {
        List<String> lines =
                new ArrayList<>(world.story().stream().map(Visible::text).toList());
        lines.add(world.breach()
                .map(breach -> "Broken: " + Visible.text(breach.what()))
                .orElse("Everything held"));
        lines.add(world.events() + " events, hash " + world.hashText() + ", "
                + world.places().size() + " faults, at " + world.places());
        return lines;
    }
}
