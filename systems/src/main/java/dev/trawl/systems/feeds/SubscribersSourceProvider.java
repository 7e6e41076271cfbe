package dev.trawl.systems.feeds;

import dev.trawl.core.Listing;
import dev.trawl.core.Services;
import dev.trawl.core.Source;
import dev.trawl.core.SourceProvider;
import dev.trawl.core.port.Tables;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The source {@code subscribers}: {@code {changes, deliveries}}; the active subscribers of feeds that have new articles. */
public final class SubscribersSourceProvider implements SourceProvider {
    /** For the service loader. */
    public SubscribersSourceProvider() {}

    @Override
    public String name() {
        return "subscribers";
    }

    @Override
    public Source open(JsonNode settings, Services services) {
        News news = News.of(settings.path("changes"));
        Optional<String> deliveries = Optional.ofNullable(settings.get("deliveries"))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue);
        return services.find(Tables.class)
                .<Source>map(tables -> new SubscriberScan(new FeedTables(tables), news.feeds(), deliveries))
                .orElse((_, _) -> new Listing.Page(List.of(), Optional.empty()));
    }
}
