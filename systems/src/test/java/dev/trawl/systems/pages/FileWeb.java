package dev.trawl.systems.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Failure;
import dev.trawl.web.BodyReader;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.Fetcher;
import dev.trawl.web.Posting;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** A web of some files at m.test; any other path is answered with 404. In one thread. */
final class FileWeb implements Fetcher {
    private final Map<String, byte[]> files = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    FileWeb put(String path, String text) {
        files.put("http://m.test" + path, text.getBytes(UTF_8));
        return this;
    }

    FileWeb packed(String path, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.put("http://m.test" + path, bytes.toByteArray());
        return this;
    }

    /** What was asked for, in order. */
    List<String> asked() {
        return asked;
    }

    @Override
    public <T> Fetched<T> get(FetchRequest request, BodyReader<T> reader) {
        String address = request.address().toString();
        asked.add(address);
        byte[] file = files.get(address);
        if (file == null) {
            return new Fetched.Failed<>(new Failure("http-404", "gone"), Optional.of(404), "", false, Duration.ZERO);
        }
        try {
            T body = reader.read(request.address(), Map.of(), new ByteArrayInputStream(file));
            return new Fetched.Answered<>(request.address(), 200, Map.of(), body);
        } catch (IOException e) {
            return new Fetched.Failed<>(new Failure("reset", e.toString()), Optional.empty(), "", true, Duration.ZERO);
        }
    }

    @Override
    public <T> Fetched<T> post(FetchRequest request, Posting posting, BodyReader<T> reader) {
        throw new UnsupportedOperationException("Nothing is posted to a sitemap");
    }
}
