package dev.trawl.app.command;

import dev.trawl.core.Json;
import dev.trawl.core.RunView;
import dev.trawl.local.Archive;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Lists runs. */
@Command(
        name = "runs",
        header = "Lists the runs, newest first.",
        footer = {"", "Example:", "  trawl runs --format jsonl | jq -r 'select(.state == \"failed\").run'"})
final class RunsCommand implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("run", "job", "state", "started", "listed", "done", "dead", "cancelled");

    @Mixin
    private final ListOptions list = new ListOptions();

    private final Surroundings surroundings;

    RunsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Optional<Archive> opened = Archive.open(list.common.data);
        if (opened.isEmpty()) {
            return list.printNone(surroundings.console());
        }
        try (Archive archive = opened.get()) {
            return list.print(surroundings.console(), COLUMNS, archive.records()::runs, RunsCommand::row);
        }
    }

    private static JsonNode row(RunView run) {
        return Json.object()
                .put("run", run.id().text())
                .put("job", run.job())
                .put("state", run.state().word())
                .put("started", run.started().toString())
                .put("listed", run.counts().listed())
                .put("done", run.counts().done())
                .put("dead", run.counts().dead())
                .put("cancelled", run.counts().cancelled());
    }
}
