package dev.trawl.app.command;

import dev.trawl.app.embedded.Family;
import dev.trawl.app.progress.ProgressLine;
import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.RunId;
import dev.trawl.core.port.LedgerStopped;
import dev.trawl.local.Machine;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Works a run to its end before the eyes of whoever started it. For one thread. */
final class Follow implements Family.Wait {
    /** How long items that are under way may still take after Ctrl-C; what is left goes on when the run is resumed. */
    private static final Duration FAREWELL_PATIENCE = Duration.ofSeconds(2);

    /** How long a command waits for the delivery of messages when its runs are over. */
    private static final Duration DELIVERY_PATIENCE = Duration.ofMinutes(1);

    private static final String PAUSED = "paused";

    private final Surroundings surroundings;
    private final CommonOptions options;
    private final Interrupted interrupted;
    /** What is due later than this is left for another time; empty where everything is waited for. */
    private final Optional<Duration> patience;

    private volatile boolean leaving;

    /**
     * How an interrupted run is left.
     *
     * @param advice what to do about it
     * @param last done once the folder is given back
     */
    record Interrupted(Function<RunId, String> advice, Runnable last) {}

    /** Runs that can be gone on with by {@code run --resume}. */
    Follow(Surroundings surroundings, CommonOptions options) {
        this(surroundings, options, Optional.empty());
    }

    /** @param patience what of a run is due later than this is left for another time; empty where everything is waited for */
    Follow(Surroundings surroundings, CommonOptions options, Optional<Duration> patience) {
        this(
                surroundings,
                options,
                new Interrupted(
                        run -> "Nothing is lost; go on with: trawl run --resume " + run + options.again(), () -> {}),
                patience);
    }

    Follow(Surroundings surroundings, CommonOptions options, Interrupted interrupted) {
        this(surroundings, options, interrupted, Optional.empty());
    }

    private Follow(
            Surroundings surroundings, CommonOptions options, Interrupted interrupted, Optional<Duration> patience) {
        this.surroundings = surroundings;
        this.options = options;
        this.interrupted = interrupted;
        this.patience = patience;
    }

    /** Waits for the end, prints the summary, and says how the command ends. */
    int toItsEnd(Machine machine, RunId run) throws InterruptedException {
        await(machine, run);
        return tell(delivered(machine, run));
    }

    /**
     * Waits for the end, and gives the run's document.
     *
     * @throws InterruptedException where the process leaves before
     * @throws EnvironmentFault where nothing more can be worked, with what to do about this run
     */
    @Override
    public JsonNode await(Machine machine, RunId run) throws InterruptedException {
        try {
            return end(machine, run);
        } catch (RuntimeException e) {
            if (leaving) {
                // Everything is being given back. The farewell has said what there is to say, and ends the process.
                throw new InterruptedException("The process leaves");
            }
            throw e instanceof LedgerStopped || e instanceof EnvironmentFault ? stopped(run, e) : e;
        }
    }

    private EnvironmentFault stopped(RunId run, RuntimeException why) {
        String found = String.valueOf(why.getMessage()).replaceFirst("\\.$", "");
        return new EnvironmentFault(
                found + ". Run " + run + " in " + options.data + " is interrupted. "
                        + interrupted.advice().apply(run),
                why);
    }

    private JsonNode end(Machine machine, RunId run) throws InterruptedException {
        try (ScheduledExecutorService executor = daemons();
                ProgressLine progress = new ProgressLine(
                        surroundings.console().err(),
                        surroundings.console().terminal(),
                        surroundings.clock(),
                        () -> machine.glance(run));
                Departure.Watch _ = surroundings.departure().watch(() -> farewell(machine, run, progress))) {
            if (!options.quiet) {
                progress.start(executor);
            }
            if (patience.isPresent()) {
                machine.awaitQuiet(run, patience.get());
            } else {
                machine.await(run);
            }
            executor.shutdownNow();
        }
        return machine.document(run);
    }

    /**
     * Waits until the messages about the runs of a machine are delivered, for {@link #DELIVERY_PATIENCE} at most, and gives the
     * document of one of these runs as it is then.
     */
    JsonNode delivered(Machine machine, RunId run) throws InterruptedException {
        try (Departure.Watch _ = surroundings.departure().watch(() -> {
            machine.close();
            return ExitStatus.INTERRUPTED;
        })) {
            if (!machine.awaitDelivery(DELIVERY_PATIENCE)) {
                surroundings
                        .console()
                        .note("Messages about run " + run + " are left; they go on with: trawl run --resume " + run
                                + options.again() + ", or with trawl serve");
            }
        }
        return machine.document(run);
    }

    /** Prints the document of a run that is at rest. */
    int tell(JsonNode document) {
        Console console = surroundings.console();
        print(document);
        String run = document.path("run").asString("");
        if (document.path("state").asString("").equals(PAUSED)) {
            console.note("Run " + run + " is paused; go on with: trawl resume " + run + options.again());
        }
        String end = document.path("state").asString("").equals(PAUSED) ? " was stopped: " : " failed: ";
        SummaryText.failure(document).ifPresent(why -> console.note("Run " + run + end + why));
        long dead = document.path("items").path("dead").asLong(0);
        if (dead > 0 && !options.quiet) {
            console.note(dead + " items are dead; trawl dead " + run + " lists them, trawl redrive " + run
                    + " tries them again");
        }
        return good(document) ? ExitStatus.GOOD : ExitStatus.SHORT;
    }

    /** Whether a run has succeeded, or was left for another time, without a dead item. */
    @Override
    public boolean good(JsonNode document) {
        String state = document.path("state").asString("");
        boolean left = patience.isPresent() && Set.of("listing", "working").contains(state);
        return (left || state.equals("succeeded")) && document.at("/items/dead").asLong(0) == 0;
    }

    /** Prints the document as the options say. */
    void print(JsonNode document) {
        Console console = surroundings.console();
        if (options.json) {
            console.line(document.toString());
        } else {
            SummaryText.of(document).forEach(console::line);
        }
        console.out().flush();
    }

    private int farewell(Machine machine, RunId run, ProgressLine progress) {
        leaving = true;
        progress.close();
        surroundings.console().note("Interrupted. " + interrupted.advice().apply(run));
        try {
            machine.drain(FAREWELL_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        machine.close();
        interrupted.last().run();
        return ExitStatus.INTERRUPTED;
    }

    private static ScheduledExecutorService daemons() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("progress").factory());
    }
}
