package dev.trawl.app.command;

import dev.trawl.core.port.Turn;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a run: what has not ended is cancelled. */
@Command(
        name = "cancel",
        header = "Ends a run: what has not ended is cancelled.",
        description = {"", "What is done stays done.", ""},
        footer = {"", "Example:", "  trawl cancel 1k3f9a2b7c0d4e5f"})
final class CancelCommand implements Callable<Integer> {
    @Mixin
    private final OneRun run;

    CancelCommand(Surroundings surroundings) {
        this.run = new OneRun(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        return run.turn(new Turn.Cancel(), true);
    }
}
