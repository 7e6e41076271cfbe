package dev.trawl.systems.reddit;

import dev.trawl.core.ItemContext;
import dev.trawl.core.port.Objects;
import dev.trawl.web.Fetched;
import dev.trawl.web.Fetcher;
import dev.trawl.web.WebAddress;
import java.io.IOException;

final class PictureDoor {
    PictureDoor(Fetcher fetcher, Objects objects, ItemContext context) {}

    Fetched<Answer> picture(WebAddress a, String key) throws IOException, InterruptedException {
        throw new IOException();
    }

    Fetched<Answer> imgurPage(WebAddress a, String key) throws IOException, InterruptedException {
        throw new IOException();
    }

    Fetched<Answer> link(WebAddress a, String key, boolean pages) throws IOException, InterruptedException {
        throw new IOException();
    }
}
