package dev.trawl.systems.pages;

import dev.trawl.web.Admission;
import dev.trawl.web.BodyReader;
import dev.trawl.web.KeptBody;
import dev.trawl.web.MediaType;
import dev.trawl.web.WebAddress;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the body of a page and decides of every redirect on the way to it. For one thread, once. */
public final class PageReader implements BodyReader<PageBody> {
    /** As much of a text as is looked into; its size and its hash are those of the whole. */
    static final long PARSED_BYTES_MAX = 16L << 20;

    private final Crossing crossing;
    private final List<Hop> hops = new ArrayList<>();
    private Optional<Stop> stop = Optional.empty();

    /** @param crossing asked of every redirect */
    public PageReader(Crossing crossing) {
        this.crossing = crossing;
    }

    /** A redirect: who answered it, with which status, and where it led to. */
    public record Hop(WebAddress from, int status, WebAddress to) {}

    /** Why a redirect was not followed. */
    public sealed interface Stop {
        /** Its target is an item of the run. */
        record Known() implements Stop {}

        /** Its target is out of scope. */
        record Outside() implements Stop {}

        /** Its target may not be asked for now, or at all. */
        record Refused(Admission.Answer answer) implements Stop {}
    }

    /** Decides of a redirect. */
    @FunctionalInterface
    public interface Crossing {
        /** Why it is not followed; empty where it is. */
        Optional<Stop> refuses(WebAddress target) throws InterruptedException;
    }

    @Override
    public PageBody read(WebAddress address, Map<String, String> headers, InputStream body) throws IOException {
        Optional<MediaType> type = MediaType.read(headers.getOrDefault("content-type", ""));
        boolean text = type.isEmpty() || type.get().text();
        return new PageBody(address, type, KeptBody.read(body, text ? PARSED_BYTES_MAX : 0));
    }

    @Override
    public boolean follows(int status, WebAddress from, WebAddress target) throws InterruptedException {
        hops.add(new Hop(from, status, target));
        stop = crossing.refuses(target);
        return stop.isEmpty();
    }

    /** The redirects, in order. */
    public List<Hop> hops() {
        return hops;
    }

    /** Why the last redirect was not followed; empty where it was. */
    public Optional<Stop> stop() {
        return stop;
    }
}
