package dev.trawl.systems.feeds;

import dev.trawl.core.Services;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkerProvider;
import dev.trawl.core.port.Tables;
import dev.trawl.web.Fetcher;
import dev.trawl.web.PublicAddress;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The worker {@code hub}: asks the hub of a feed to push it. */
public final class HubProvider implements WorkerProvider {
    /** For the service loader. */
    public HubProvider() {}

    @Override
    public String name() {
        return "hub";
    }

    @Override
    public Worker open(JsonNode settings, Services services) {
        Optional<PublicAddress> reached = services.find(PublicAddress.class);
        return services.find(Tables.class)
                .filter(_ -> reached.isPresent())
                .<Worker>map(tables -> new HubWorker(
                        services.get(Fetcher.class),
                        new FeedTables(tables),
                        reached.orElseThrow(),
                        services.get(InstantSource.class)))
                .orElse((_, _) -> {
                    throw new IllegalStateException(
                            "Subscribing at hubs needs trawl serve --public-url, and this process has none");
                });
    }
}
