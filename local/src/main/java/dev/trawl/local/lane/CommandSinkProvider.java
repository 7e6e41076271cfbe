package dev.trawl.local.lane;

import dev.trawl.core.Durations;
import dev.trawl.core.Services;
import dev.trawl.core.SinkProvider;
import dev.trawl.core.TableSpec;
import dev.trawl.core.port.RunLog;
import dev.trawl.core.port.Sink;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The sink {@code command}: a program of anybody's is told of each row, in a process of its own. */
public final class CommandSinkProvider implements SinkProvider {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    /** For the service loader. */
    public CommandSinkProvider() {}

    @Override
    public String name() {
        return "command";
    }

    @Override
    public Sink open(JsonNode settings, TableSpec table, Services services) {
        CommandSettings read = CommandSettings.of(settings);
        Programs.require(read.program());
        CommandWorker worker = new CommandWorker(
                read,
                services.find(WorkerProcesses.class),
                Optional.empty(),
                services.find(RunLog.class).orElse(RunLog.NONE));
        JsonNode timeout = settings.path("timeout");
        return new CommandSink(
                worker,
                timeout.isString() ? Durations.parse(timeout.stringValue()) : TIMEOUT,
                InstantSource.system(),
                Thread::sleep);
    }
}
