package dev.trawl.local.lane;

import dev.trawl.core.Services;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkerProvider;
import dev.trawl.core.port.Objects;
import dev.trawl.core.port.RunLog;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The worker {@code command}: items are worked by a program of anybody's, in processes of its own. */
public final class CommandProvider implements WorkerProvider {
    @Override
    public String name() {
        return "command";
    }

    @Override
    public Worker open(JsonNode settings, Services services) {
        CommandSettings read = CommandSettings.of(settings);
        Programs.require(read.program());
        return new CommandWorker(
                read,
                services.find(WorkerProcesses.class),
                services.find(Objects.class).flatMap(objects -> shelf(objects, settings)),
                services.find(RunLog.class).orElse(RunLog.NONE));
    }

    private static Optional<WorkerObjects> shelf(Objects objects, JsonNode settings) {
        return Optional.of(settings.path("objects").asString(""))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> new WorkerObjects(objects, folder));
    }
}
