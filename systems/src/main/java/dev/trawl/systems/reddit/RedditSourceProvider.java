package dev.trawl.systems.reddit;

import dev.trawl.core.Services;
import dev.trawl.core.Source;
import dev.trawl.core.SourceProvider;
import dev.trawl.web.Fetcher;
import tools.jackson.databind.JsonNode;

/** The source {@code reddit}: {@code {reddit, subreddit, limit, time, skip_over_18}}. */
public final class RedditSourceProvider implements SourceProvider {
    /** For the service loader. */
    public RedditSourceProvider() {}

    @Override
    public String name() {
        return "reddit";
    }

    @Override
    public Source open(JsonNode settings, Services services) {
        return new RedditSource(ListingSettings.of(settings), services.get(Fetcher.class));
    }
}
