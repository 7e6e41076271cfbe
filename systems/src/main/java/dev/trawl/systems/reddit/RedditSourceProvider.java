package dev.trawl.systems.reddit;

import dev.trawl.core.Environment;
import dev.trawl.core.Services;
import dev.trawl.core.Source;
import dev.trawl.core.SourceProvider;
import dev.trawl.web.Fetcher;
import java.time.InstantSource;
import tools.jackson.databind.JsonNode;

/** The source {@code reddit}: {@code {reddit, subreddit, limit, time, skip_over_18}}. Logs in where the environment has credentials. */
public final class RedditSourceProvider implements SourceProvider {
    /** For the service loader. */
    public RedditSourceProvider() {}

    @Override
    public String name() {
        return "reddit";
    }

    @Override
    public Source open(JsonNode settings, Services services) {
        Fetcher fetcher = services.get(Fetcher.class);
        RedditLogin login =
                new RedditLogin(services.get(Environment.class), fetcher, services.get(InstantSource.class));
        return new RedditSource(ListingSettings.of(settings), fetcher, login);
    }
}
