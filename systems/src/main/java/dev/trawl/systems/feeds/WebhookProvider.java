package dev.trawl.systems.feeds;

import dev.trawl.core.Services;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkerProvider;
import dev.trawl.core.port.Tables;
import dev.trawl.web.Fetcher;
import java.time.InstantSource;
import tools.jackson.databind.JsonNode;

/** The worker {@code webhook}: {@code {changes}}; sends subscribers the articles that are new. */
public final class WebhookProvider implements WorkerProvider {
    /** For the service loader. */
    public WebhookProvider() {}

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Worker open(JsonNode settings, Services services) {
        News news = News.of(settings.path("changes"));
        return services.find(Tables.class)
                .<Worker>map(tables -> new WebhookWorker(
                        services.get(Fetcher.class), new FeedTables(tables), news, services.get(InstantSource.class)))
                .orElse((_, _) -> {
                    throw new IllegalStateException("Sending webhooks needs tables, and this process has none");
                });
    }
}
