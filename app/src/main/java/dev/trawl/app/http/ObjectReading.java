package dev.trawl.app.http;

import dev.trawl.app.Visible;
import dev.trawl.core.StoredObject;
import dev.trawl.local.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;

/** Gives stored objects as they are. What they hold comes from strangers, so that no browser may do anything with it. */
final class ObjectReading {
    /** A page that is shown runs nothing, asks for nothing and is framed by nobody. */
    static final String POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";

    private final Machine machine;

    ObjectReading(Machine machine) {
        this.machine = machine;
    }

    List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/objects/{key+}", this::object));
    }

    private Answer object(Request request) throws IOException {
        String key = request.place("key");
        StoredObject stored = machine.records().object(key).orElseThrow(() -> unknown(key));
        String tag = '"' + stored.sha256() + '"';
        Map<String, String> headers = Map.of(
                "ETag",
                tag,
                "Content-Security-Policy",
                POLICY,
                "Cross-Origin-Resource-Policy",
                "same-origin",
                "Cache-Control",
                "private, no-cache");
        if (request.header("If-None-Match").filter(tag::equals).isPresent()) {
            return Answer.bare(304).with(headers);
        }
        InputStream content = open(key);
        return Answer.streamed(200, type(stored), out -> {
                    try (content) {
                        content.transferTo(out);
                    }
                })
                .with(headers);
    }

    private InputStream open(String key) throws IOException {
        try {
            return machine.objects().read(key);
        } catch (NoSuchFileException | IllegalArgumentException e) {
            throw unknown(key);
        }
    }

    /** What a worker said of it may be no media type at all. */
    private static String type(StoredObject stored) {
        boolean sound = stored.type().matches("[\\w.+-]{1,100}/[\\w.+-]{1,100}(; ?charset=[\\w-]{1,40})?");
        return sound ? stored.type() : "application/octet-stream";
    }

    private static Refusal unknown(String key) {
        return Refusal.unknown("There is no object " + Visible.quoted(key));
    }
}
