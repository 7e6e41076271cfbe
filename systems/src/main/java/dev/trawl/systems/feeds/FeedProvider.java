package dev.trawl.systems.feeds;

import dev.trawl.core.Services;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkerProvider;
import dev.trawl.core.port.Tables;
import dev.trawl.web.Allowance;
import dev.trawl.web.Fetcher;
import dev.trawl.web.PublicAddress;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/**
 * The worker {@code feed}: {@code {backlog, instant, every}}; polls a feed of the table {@code feeds}, but where an instant of a schedule
 * started it none that was not begun well before the next.
 */
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
        Round round = Round.of(settings);
        return services.find(Tables.class)
                .<Worker>map(tables -> new FeedWorker(tools(services, tables), backlog, round))
                .orElse((_, _) -> {
                    throw new IllegalStateException("Polling a feed needs tables, and this process has none");
                });
    }

    static FeedTools tools(Services services, Tables tables) {
        FeedTables rows = new FeedTables(tables);
        RandomGenerator random = services.get(RandomGenerator.class);
        return new FeedTools(
                services.get(Fetcher.class),
                rows,
                new Pace(random),
                LARGE_BODIES,
                services.get(InstantSource.class),
                new Hubs(rows, services.find(PublicAddress.class).isPresent(), random));
    }
}
