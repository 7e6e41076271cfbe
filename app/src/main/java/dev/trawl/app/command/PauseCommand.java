package dev.trawl.app.command;

import dev.trawl.core.port.Turn;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Pauses a run until somebody resumes it. */
@Command(
        name = "pause",
        header = "Pauses a run until somebody resumes it.",
        description = {"", "Items that are under way end; nothing more is started.", ""},
        footer = {"", "Example:", "  trawl pause 1k3f9a2b7c0d4e5f"})
final class PauseCommand implements Callable<Integer> {
    @Mixin
    private final OneRun run;

    PauseCommand(Surroundings surroundings) {
        this.run = new OneRun(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        return run.turn(new Turn.Pause(), false);
    }
}
