package dev.trawl.systems.feeds;

import dev.trawl.core.Services;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkerProvider;
import dev.trawl.core.port.Tables;
import tools.jackson.databind.JsonNode;

/** The worker {@code pushed}: writes down the articles of feeds that hubs pushed. */
public final class PushProvider implements WorkerProvider {
    /** For the service loader. */
    public PushProvider() {}

    @Override
    public String name() {
        return "pushed";
    }

    @Override
    public Worker open(JsonNode settings, Services services) {
        return services.find(Tables.class)
                .<Worker>map(tables -> new PushWorker(FeedProvider.tools(services, tables)))
                .orElse((_, _) -> {
                    throw new IllegalStateException("Keeping what is pushed needs tables, and this process has none");
                });
    }
}
