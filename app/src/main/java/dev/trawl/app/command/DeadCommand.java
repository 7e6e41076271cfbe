package dev.trawl.app.command;

import dev.trawl.app.Cells;
import dev.trawl.core.RunId;
import dev.trawl.core.port.Records;
import dev.trawl.local.Archive;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the dead items of a run. */
@Command(
        name = "dead",
        header = "Lists the dead items of a run, with the reason of each.",
        footer = {"", "Example:", "  trawl dead 1k3f9a2b7c0d4e5f --format csv"})
final class DeadCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("key", "reason", "message", "attempts");

    @Mixin
    private final ListOptions list = new ListOptions();

    @Parameters(paramLabel = "RUN", description = "The run.")
    private @Nullable String run;

    private final Surroundings surroundings;

    DeadCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        RunId id = RunNames.parse(String.valueOf(run));
        try (Archive archive = RunNames.archive(list.common.data)) {
            RunNames.require(archive, id);
            Records records = archive.records();
            return list.print(
                    surroundings.console(), COLUMNS, (after, limit) -> records.dead(id, after, limit), Cells::dead);
        }
    }
}
