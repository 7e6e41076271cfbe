package dev.trawl.systems.feeds;

import dev.trawl.core.Services;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkerProvider;
import dev.trawl.core.port.Tables;
import dev.trawl.web.Allowance;
import dev.trawl.web.Fetcher;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** The worker {@code feed}: {@code {backlog}}; polls a feed of the table {@code feeds}. */
public final class FeedProvider implements WorkerProvider {
    /** Of all runs in the process. */
    private static final Allowance LARGE_BODIES = Allowance.ofHeap();

    /** For the service loader. */
    public FeedProvider() {}

    @Override
    public String name() {
        return "feed";
    }

    @Override
    public Worker open(JsonNode settings, Services services) {
        boolean backlog = settings.path("backlog").asBoolean(false);
        return services.find(Tables.class)
                .<Worker>map(tables -> new FeedWorker(tools(services, tables), backlog))
                .orElse((_, _) -> {
                    throw new IllegalStateException("Polling a feed needs tables, and this process has none");
                });
    }

    private static FeedTools tools(Services services, Tables tables) {
        return new FeedTools(
                services.get(Fetcher.class),
                new FeedTables(tables),
                new Pace(services.get(RandomGenerator.class)),
                LARGE_BODIES,
                services.get(InstantSource.class));
    }
}
