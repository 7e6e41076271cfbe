package dev.trawl.systems.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Measure;
import dev.trawl.web.BodyReader;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.Fetcher;
import dev.trawl.web.Posting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/** A browser that shows the same page at every address. */
public final class FakeBrowser implements Fetcher {
    private final String html;
    private int shown;
    private boolean full;

    public FakeBrowser(String html) {
        this.html = html;
    }

    /** How many pages it has shown. */
    public int shown() {
        return shown;
    }

    /** Whether it has a place for nobody from now on. */
    public void fill(boolean all) {
        full = all;
    }

    @Override
    public <T> Fetched<T> get(FetchRequest request, BodyReader<T> reader) {
        if (full) {
            return new Fetched.Held<>(Duration.ofSeconds(1));
        }
        shown++;
        request.meter().count(Measure.BYTES, html.length());
        try {
            Map<String, String> headers = Map.of("content-type", "text/html");
            T body = reader.read(request.address(), headers, new ByteArrayInputStream(html.getBytes(UTF_8)));
            return new Fetched.Answered<>(request.address(), 200, headers, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public <T> Fetched<T> post(FetchRequest request, Posting posting, BodyReader<T> reader) {
        throw new UnsupportedOperationException();
    }
}
