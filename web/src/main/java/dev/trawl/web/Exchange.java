package dev.trawl.web;

import dev.trawl.core.Measure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** One request and its answer. For one thread, once. */
final class Exchange<T> {
    /** As much of an error's body as is kept, in bytes. */
    static final int ERROR_BYTES_MAX = 64 * 1024;

    /** Kept connections that may turn out to be gone before a new one is forced, and then once more. */
    private static final int STALE_MAX = 2;

    private static final int NOT_MODIFIED = 304;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final EgressDoor door;
    private final Wire wire;
    private final Politeness politeness;
    private final InstantSource clock;

    Exchange(EgressDoor door, Wire wire, Politeness politeness, InstantSource clock) {
        this.door = door;
        this.wire = wire;
        this.politeness = politeness;
        this.clock = clock;
    }

    /** Asks where the journey is. */
    Step<T> run(Journey journey, BodyReader<T> reader, ScheduledExecutorService timer) throws InterruptedException {
        Instant end = clock.instant().plus(journey.left());
        for (int stale = 0; ; stale++) {
            HttpUriRequestBase asked = request(journey);
            // One time for all tries: a server that closes kept connections late must not lengthen it.
            try (Alarm alarm = new Alarm(timer, asked, Duration.between(clock.instant(), end))) {
                return once(journey, reader, asked, alarm);
            } catch (StaleConnection e) {
                // What was posted may have been worked: whoever asked decides whether to ask again.
                if (stale >= STALE_MAX || journey.posting().isPresent()) {
                    return ended(
                            Reason.RESET, journey, "a connection that was closed without an answer", Optional.empty());
                }
                journey.request().meter().count(Measure.RETRIES, 1);
                if (stale == STALE_MAX - 1) {
                    wire.dropIdle();
                }
            }
        }
    }

    private Step<T> once(Journey journey, BodyReader<T> reader, HttpUriRequestBase asked, Alarm alarm)
            throws StaleConnection, InterruptedException {
        try {
            door.checkBehindProxy(journey.at());
            return answered(journey, reader, asked, alarm);
        } catch (StaleConnection e) {
            if (alarm.rang() || Thread.currentThread().isInterrupted()) {
                return broken(e, Blame.beforeAnswer(e), journey, alarm, Optional.empty());
            }
            throw e;
        } catch (IOException e) {
            return broken(e, unreached(Blame.beforeAnswer(e)), journey, alarm, Optional.empty());
        } finally {
            // Does nothing where the answer was read to its end; else the connection is not to be drained.
            asked.abort();
        }
    }

    /** Behind a proxy nobody but the proxy is connected to. */
    private Reason unreached(Reason reason) {
        return reason == Reason.CONNECT && door.options().proxy().isPresent() ? Reason.PROXY : reason;
    }

    private Step<T> answered(Journey journey, BodyReader<T> reader, HttpUriRequestBase asked, Alarm alarm)
            throws IOException, InterruptedException {
        WebAddress at = journey.at();
        ClassicHttpResponse answer = wire.open(asked, at, journey.request().meter());
        Map<String, String> headers = HeaderText.first(answer);
        int status = answer.getCode();
        politeness.heed(at.hostName(), status, headers);
        Body body = Body.of(answer, headers, journey.request().bodyBytesMax());
        try (body) {
            if (REDIRECTS.contains(status)) {
                body.skipSmall();
                return new Step.Moved<>(status, headers.getOrDefault("location", ""));
            }
            return status / 100 == 2 || (status == NOT_MODIFIED && journey.conditional())
                    ? good(journey, reader, body, alarm, new Head(status, headers))
                    : bad(journey, body, new Head(status, headers));
        } finally {
            journey.request().meter().count(Measure.RECEIVED, body.wireBytes());
        }
    }

    private record Head(int status, Map<String, String> headers) {}

    private Step<T> good(Journey journey, BodyReader<T> reader, Body body, Alarm alarm, Head head)
            throws InterruptedException {
        try {
            if (!reader.peeks()) {
                body.refuseAnnounced();
            }
            T read = reader.read(journey.at(), head.headers(), body.decoded());
            IOException hidden = body.broken();
            if (hidden == null) {
                body.finish();
                count(journey, body);
                return new Step.Ended<>(new Fetched.Answered<>(journey.at(), head.status(), head.headers(), read));
            }
            return broken(hidden, Blame.inBody(hidden), journey, alarm, Optional.of(head.status()));
        } catch (IOException e) {
            IOException cause = body.broken();
            if (cause == null) {
                throw new UncheckedIOException("Keeping what " + journey.at() + " answered failed here", e);
            }
            return broken(cause, Blame.inBody(cause), journey, alarm, Optional.of(head.status()));
        }
    }

    private Step<T> bad(Journey journey, Body body, Head head) {
        String text = body.beginning(
                ERROR_BYTES_MAX, HeaderText.charset(head.headers().getOrDefault("content-type", "")));
        Optional<Duration> asked = RetryAfter.of(head.headers(), clock.instant());
        Fetched<T> failed = Failures.status(journey.at(), head.status(), text, asked);
        if (!Failures.passing(head.status())) {
            count(journey, body);
        }
        return new Step.Ended<>(failed);
    }

    private static void count(Journey journey, Body body) {
        journey.request().meter().count(Measure.BYTES, body.decodedBytes());
    }

    private Step<T> broken(IOException e, Reason reason, Journey journey, Alarm alarm, Optional<Integer> status)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Asking " + journey.at() + " was interrupted");
        }
        String found = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (!alarm.rang()) {
            return ended(reason, journey, found, status);
        }
        String missing = status.isPresent() ? "no end of the body" : "no answer";
        String late = missing + " within " + journey.request().timeout().toMillis() + " ms";
        // Who listens for TLS begins to speak it at once, however busy it is with what comes after.
        return e instanceof Handshake.Unsecured
                ? ended(Reason.TLS, journey, late + ", nor a connection that is secure", status)
                : ended(Reason.TIMEOUT, journey, late, status);
    }

    private Step<T> ended(Reason reason, Journey journey, String found, Optional<Integer> status) {
        return new Step.Ended<>(Failures.of(reason, journey.at().toString(), found, status));
    }

    private static HttpUriRequestBase request(Journey journey) {
        HttpUriRequestBase asked = Wire.request(journey.posting().isPresent() ? "POST" : "GET", journey.at());
        asked.setHeader(HttpHeaders.ACCEPT, "*/*");
        journey.headers().forEach(asked::setHeader);
        asked.setHeader(HttpHeaders.ACCEPT_ENCODING, Decoder.ACCEPTED);
        journey.posting()
                .ifPresent(posting ->
                        asked.setEntity(new ByteArrayEntity(posting.body(), ContentType.parse(posting.contentType()))));
        return asked;
    }
}
