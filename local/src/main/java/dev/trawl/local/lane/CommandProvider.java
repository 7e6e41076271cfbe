package dev.trawl.local.lane;

import dev.trawl.core.Services;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkerProvider;
import dev.trawl.core.port.RunLog;
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
                services.find(RunLog.class).orElse(RunLog.NONE));
    }
}
