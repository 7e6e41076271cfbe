package dev.trawl.systems.feeds;

import dev.trawl.core.Listing;
import dev.trawl.core.Services;
import dev.trawl.core.Source;
import dev.trawl.core.SourceProvider;
import dev.trawl.core.port.Tables;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The source {@code feeds}: {@code {force, instant, every}}; the active rows of the table {@code feeds} that are due, and at an instant of
 * a schedule those whose set interval ends nearer to it than to the next.
 */
public final class FeedsSourceProvider implements SourceProvider {
    /** For the service loader. */
    public FeedsSourceProvider() {}

    @Override
    public String name() {
        return "feeds";
    }

    @Override
    public Source open(JsonNode settings, Services services) {
        boolean force = settings.path("force").asBoolean(false);
        Round round = Round.of(settings);
        return services.find(Tables.class)
                .<Source>map(
                        tables -> new DueFeeds(new FeedTables(tables), services.get(InstantSource.class), force, round))
                .orElse((_, _) -> new Listing.Page(List.of(), Optional.empty()));
    }
}
