package dev.trawl.app.command;

import dev.trawl.core.port.Turn;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What every command that does something to a run takes: the options of all commands, and the run. */
final class OneRun {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    final HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "RUN", description = "The run.")
    private @Nullable String run;

    private final Surroundings surroundings;

    OneRun(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Does it, through the process that holds the folder or here; see {@link Turning#turn}. */
    int turn(Turn turn, boolean toItsEnd) throws Exception {
        return new Turning(surroundings, common).turn(String.valueOf(run), turn, toItsEnd);
    }
}
