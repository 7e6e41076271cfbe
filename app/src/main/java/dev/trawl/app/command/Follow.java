package dev.trawl.app.command;

import dev.trawl.app.progress.ProgressLine;
import dev.trawl.core.RunId;
import dev.trawl.local.Machine;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import tools.jackson.databind.JsonNode;

/** Works a run to its end before the eyes of whoever started it. */
final class Follow {
    /** How long items that are under way may still take after Ctrl-C; what is left goes on when the run is resumed. */
    private static final Duration FAREWELL_PATIENCE = Duration.ofSeconds(2);

    private final Surroundings surroundings;
    private final CommonOptions options;

    Follow(Surroundings surroundings, CommonOptions options) {
        this.surroundings = surroundings;
        this.options = options;
    }

    /** Waits for the end, prints the summary, and says how the command ends. */
    int toItsEnd(Machine machine, RunId run) throws InterruptedException {
        return tell(await(machine, run));
    }

    /** Waits for the end, and gives the run's document. */
    JsonNode await(Machine machine, RunId run) throws InterruptedException {
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
            machine.await(run);
            executor.shutdownNow();
        }
        return machine.document(run);
    }

    /** Prints the document of a run that is at rest. */
    int tell(JsonNode document) {
        Console console = surroundings.console();
        print(document);
        String run = document.path("run").asString("");
        SummaryText.failure(document).ifPresent(why -> console.note("Run " + run + " failed: " + why));
        long dead = document.path("items").path("dead").asLong(0);
        if (dead > 0 && !options.quiet) {
            console.note(dead + " items are dead; trawl dead " + run + " lists them, trawl redrive " + run
                    + " tries them again");
        }
        return good(document) ? ExitStatus.GOOD : ExitStatus.SHORT;
    }

    /** Whether a run has succeeded without a dead item. */
    static boolean good(JsonNode document) {
        return document.path("state").asString("").equals("succeeded")
                && document.at("/items/dead").asLong(0) == 0;
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
        progress.close();
        surroundings
                .console()
                .note("Interrupted. Nothing is lost; go on with: trawl run --resume " + run + options.again());
        try {
            machine.drain(FAREWELL_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        machine.close();
        return ExitStatus.INTERRUPTED;
    }

    private static ScheduledExecutorService daemons() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("progress").factory());
    }
}
