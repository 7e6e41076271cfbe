package dev.trawl.web.browser;

import dev.trawl.core.Failure;
import dev.trawl.web.BadAddress;
import dev.trawl.web.BodyReader;
import dev.trawl.web.Failures;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.KeptBody;
import dev.trawl.web.MediaType;
import dev.trawl.web.Reason;
import dev.trawl.web.Relay.Passed;
import dev.trawl.web.WebAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A page's way to its document: what is asked for, which redirects are followed, what came of it. For one thread, once. */
final class Arrival<T> {
    /** Documents of one visit: redirects, and scripts that go elsewhere. */
    private static final int DOCUMENTS_MAX = 11;

    private static final int ERROR_MIN = 400;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final FetchRequest request;
    private final BodyReader<T> reader;
    private final InstantSource clock;
    private WebAddress at;
    private int number;
    private int status;
    private Map<String, String> headers = Map.of();
    private Optional<KeptBody> document = Optional.empty();
    private long bytes;
    private Optional<Fetched<T>> failure = Optional.empty();

    Arrival(FetchRequest request, BodyReader<T> reader, InstantSource clock) {
        this.request = request;
        this.reader = reader;
        this.clock = clock;
        this.at = request.address();
    }

    /** Where it is. */
    WebAddress at() {
        return at;
    }

    /** The status of the last answer; empty where there was none. */
    Optional<Integer> status() {
        return Optional.of(status).filter(known -> known > 0);
    }

    /** The headers of the last answer, by lower-case name; of repeated ones the first. */
    Map<String, String> headers() {
        return headers;
    }

    /** The document as it was answered; empty where it is not there yet. */
    Optional<KeptBody> document() {
        return document;
    }

    /** Bytes of the document. */
    long bytes() {
        return bytes;
    }

    /** Why there is none; empty where there is one, or may be. */
    Optional<Fetched<T>> failure() {
        return failure;
    }

    /** There is none. */
    void fail(Fetched<T> why) {
        failure = failure.or(() -> Optional.of(why));
    }

    /** The page's process died. */
    void crashed() {
        fail(lost("worker-crash", "the page's process ended"));
    }

    /** A try that is lost in the browser, and may be repeated. */
    Fetched<T> lost(String reason, String found) {
        Failure why = new Failure(
                reason,
                "Showing " + at + " in a browser found " + found + "; this try is lost; look at the page in a browser");
        return new Fetched.Failed<>(why, status(), "", true, Duration.ZERO);
    }

    /** Whether the document is HTML. */
    boolean html() {
        return MediaType.read(headers.getOrDefault("content-type", "text/html"))
                .map(MediaType::html)
                .orElse(true);
    }

    /** Whether the last answer leads elsewhere. */
    boolean redirects() {
        return REDIRECTS.contains(status);
    }

    /** The page wants a document: whether it may have it. */
    boolean goesOn(Passage passage, String url) throws InterruptedException {
        try {
            WebAddress target = WebAddress.parse(url);
            boolean first = number == 0;
            if (!first && !follows(target)) {
                return false;
            }
            at = first ? at : target;
            number++;
            drop();
            passage.expect(new Passage.Document(number, target));
            return true;
        } catch (BadAddress e) {
            fail(Failures.of(
                    Reason.BAD_REDIRECT,
                    at.toString(),
                    "a redirect that leads nowhere (" + e.getMessage() + ")",
                    status()));
            return false;
        }
    }

    private boolean follows(WebAddress target) throws InterruptedException {
        if (number >= DOCUMENTS_MAX) {
            String found = "a redirect in a circle, or one too many, to " + target;
            fail(Failures.of(Reason.REDIRECT_LOOP, at.toString(), found, status()));
            return false;
        }
        if (request.stops().stream().anyMatch(target.toString()::startsWith) || !reader.follows(status, at, target)) {
            fail(new Fetched.Stopped<>(target.toString()));
            return false;
        }
        return true;
    }

    /** The head of an answer came. */
    void take(Happening.Begun begun) {
        if (begun.number() != number) {
            return;
        }
        status = begun.status();
        Map<String, String> found = new HashMap<>();
        begun.headers().forEach(field -> found.putIfAbsent(field.name().toLowerCase(Locale.ROOT), field.value()));
        headers = found;
        if (status >= ERROR_MIN) {
            fail(Failures.status(at, status, headers, clock.instant()));
        } else if (redirects() && headers.getOrDefault("location", "").isBlank()) {
            fail(Failures.of(Reason.BAD_REDIRECT, at.toString(), "a redirect that does not say where to", status()));
        }
    }

    /** An answer is over. */
    void take(Happening.Over over) {
        if (over.number() == number && over.passed() instanceof Passed.Whole(long size) && !redirects()) {
            document = over.body();
            bytes = size;
            return;
        }
        over.body().ifPresent(Arrival::close);
        if (over.number() == number) {
            failed(over.passed());
        }
    }

    private void failed(Passed passed) {
        switch (passed) {
            case Passed.Broken(Fetched.Failed<?> why) ->
                fail(new Fetched.Failed<>(why.why(), why.status(), why.body(), why.retry(), why.after()));
            case Passed.Held(Duration time) -> fail(new Fetched.Held<>(time));
            case Passed.Left _, Passed.Whole _ -> {
                // A redirect, which the browser follows; or nothing is known of its end.
            }
        }
    }

    /** Lets go of the document. */
    void drop() {
        document.ifPresent(Arrival::close);
        document = Optional.empty();
    }

    static void close(KeptBody body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
