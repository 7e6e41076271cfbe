package dev.trawl.app.command;

import dev.trawl.core.port.Turn;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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
    private final CommonOptions common = new CommonOptions();

    @Mixin
    final HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "RUN", description = "The run.")
    private @Nullable String run;

    private final Surroundings surroundings;

    ResumeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return new Turning(surroundings, common).turn(String.valueOf(run), new Turn.Resume(), true);
    }
}
