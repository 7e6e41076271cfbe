package dev.trawl.systems.reddit;

import dev.trawl.core.Services;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkerProvider;
import dev.trawl.core.port.Objects;
import dev.trawl.web.Fetcher;
import java.time.InstantSource;
import tools.jackson.databind.JsonNode;

/** The worker {@code reddit-pictures}: {@code {subreddit, pages}}. */
public final class RedditPicturesProvider implements WorkerProvider {
    /** For the service loader. */
    public RedditPicturesProvider() {}

    @Override
    public String name() {
        return "reddit-pictures";
    }

    @Override
    public Worker open(JsonNode settings, Services services) {
        return new RedditPictures(
                PictureSettings.of(settings),
                services.get(Fetcher.class),
                services.get(Objects.class),
                services.get(InstantSource.class));
    }
}
