package dev.trawl.app.command;

import dev.trawl.core.port.Turn;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a run: what has not ended is cancelled. */
@Command(
        name = "cancel",
        header = "Ends a run: what has not ended is cancelled.",
        description = {"", "What is done stays done.", ""},
        footer = {"", "Example:", "  trawl cancel 1k3f9a2b7c0d4e5f"})
final class CancelCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    final HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "RUN", description = "The run.")
    private @Nullable String run;

    private final Surroundings surroundings;

    CancelCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return new Turning(surroundings, common).turn(String.valueOf(run), new Turn.Cancel(), true);
    }
}
