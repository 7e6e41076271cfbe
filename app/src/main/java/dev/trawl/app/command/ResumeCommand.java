package dev.trawl.app.command;

import dev.trawl.core.port.Turn;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Goes on with a paused run. */
@Command(
        name = "resume",
        header = "Goes on with a paused run.",
        description = {
            "",
            "The process that holds the folder works it; where there is none, this one does, to its end.",
            ""
        },
        footer = {"", "Example:", "  trawl resume 1k3f9a2b7c0d4e5f"})
final class ResumeCommand implements Callable<Integer> {
    @Mixin
    private final OneRun run;

    ResumeCommand(Surroundings surroundings) {
        this.run = new OneRun(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        return run.turn(new Turn.Resume(), true);
    }
}
