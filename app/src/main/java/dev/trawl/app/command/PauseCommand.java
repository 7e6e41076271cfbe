package dev.trawl.app.command;

import dev.trawl.core.port.Turn;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Pauses a run until somebody resumes it. */
@Command(
        name = "pause",
        header = "Pauses a run until somebody resumes it.",
        description = {"", "Items that are under way end; nothing more is started.", ""},
        footer = {"", "Example:", "  trawl pause 1k3f9a2b7c0d4e5f"})
final class PauseCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    final HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "RUN", description = "The run.")
    private @Nullable String run;

    private final Surroundings surroundings;

    PauseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return new Turning(surroundings, common).turn(String.valueOf(run), new Turn.Pause(), false);
    }
}
