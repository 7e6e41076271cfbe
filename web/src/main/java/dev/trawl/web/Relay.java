package dev.trawl.web;

import dev.trawl.core.Meter;
import dev.trawl.core.port.Budgets;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Passes requests of somebody who speaks HTTP by himself (a browser) on to the web: through the one egress door, each
 * within the budgets of its host, and the answers back as they come. A redirect is an answer like any other. Safe for any
 * number of threads.
 */
public final class Relay {
    /** Kept connections that may turn out to be gone before a request fails. */
    private static final int STALE_MAX = 2;

    /** What is said between two neighbours (RFC 9110, section 7.6.1), or is not so any more once the body was decoded. */
    private static final Set<String> NOT_PASSED = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "host",
            "accept-encoding",
            "content-length",
            "content-encoding",
            "alt-svc");

    private final EgressDoor door;
    private final Wire wire;
    private final Politeness politeness;
    private final InstantSource clock;
    private final ScheduledExecutorService timer;

    Relay(EgressDoor door, Wire wire, Politeness politeness, InstantSource clock, ScheduledExecutorService timer) {
        this.door = door;
        this.wire = wire;
        this.politeness = politeness;
        this.clock = clock;
        this.timer = timer;
    }

    /** A header as it came. */
    public record Field(String name, String value) {}

    /**
     * Under which limits a request is passed on.
     *
     * @param until when it is over
     * @param perHost places at the host
     * @param bodyBytesMax of the answer's body, packed and unpacked
     * @param meter where requests are counted
     */
    public record Terms(Instant until, int perHost, long bodyBytesMax, Meter meter) {}

    /** A request; headers that concern its sender alone are left out. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    public record Ask(String method, WebAddress address, List<Field> headers, byte[] body, Terms terms) {}

    /** Takes an answer. */
    @FunctionalInterface
    public interface Receiver {
        /**
         * Takes it whole.
         *
         * @param body with its content encoding removed; what it throws is to be let through
         * @throws ReceiverGone where nobody takes it any more
         */
        void take(int status, List<Field> headers, InputStream body) throws IOException;
    }

    /** Whoever asked has left in the middle of the answer. */
    public static final class ReceiverGone extends IOException {
        private static final long serialVersionUID = 1;

        /** As the connection says. */
        public ReceiverGone(IOException cause) {
            super(cause);
        }
    }

    /** What came of it. */
    public sealed interface Passed {
        /**
         * The answer was passed on whole, whatever its status.
         *
         * @param bytes of its body, decoded
         */
        record Whole(long bytes) implements Passed {}

        /** There was no answer, or it ended before its end. */
        record Broken(Fetched.Failed<?> failed) implements Passed {}

        /** It was not asked, as its host is held for so long. */
        record Held(Duration time) implements Passed {}

        /** The receiver left. */
        record Left() implements Passed {}
    }

    /** Asks, and passes the answer on. */
    public Passed pass(Ask ask, Receiver receiver) throws InterruptedException {
        return switch (politeness.enter(ask.address().hostName(), ask.terms().perHost())) {
            case Politeness.Entry.Rest(Duration time) -> new Passed.Held(time);
            case Politeness.Entry.Entered(Budgets.Lease lease) -> {
                wire.enter();
                try (lease) {
                    yield Lookup.within(left(ask), () -> tried(ask, receiver));
                } finally {
                    wire.leave();
                }
            }
        };
    }

    private Duration left(Ask ask) {
        Duration left = Duration.between(clock.instant(), ask.terms().until());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Passed tried(Ask ask, Receiver receiver) throws InterruptedException {
        for (int stale = 0; ; stale++) {
            HttpUriRequestBase asked = request(ask);
            try (Alarm alarm = new Alarm(timer, asked, left(ask))) {
                return once(ask, receiver, asked, alarm);
            } catch (StaleConnection e) {
                boolean again = stale < STALE_MAX && Set.of("GET", "HEAD").contains(ask.method());
                if (!again) {
                    return broken(Reason.RESET, ask, "a connection that was closed without an answer");
                }
            }
        }
    }

    private Passed once(Ask ask, Receiver receiver, HttpUriRequestBase asked, Alarm alarm)
            throws StaleConnection, InterruptedException {
        try {
            door.checkBehindProxy(ask.address());
            WebAddress at = ask.address();
            ClassicHttpResponse answer = wire.open(asked, at, ask.terms().meter());
            Map<String, String> headers = HeaderText.first(answer);
            politeness.heed(at.hostName(), answer.getCode(), headers);
            return passedOn(
                    ask, receiver, answer, Body.of(answer, headers, ask.terms().bodyBytesMax()), alarm);
        } catch (StaleConnection e) {
            if (alarm.rang() || Thread.currentThread().isInterrupted()) {
                return failed(e, Blame.beforeAnswer(e), ask, alarm);
            }
            throw e;
        } catch (IOException e) {
            Reason reason = Blame.beforeAnswer(e);
            boolean proxy = reason == Reason.CONNECT && door.options().proxy().isPresent();
            return failed(e, proxy ? Reason.PROXY : reason, ask, alarm);
        } finally {
            // Does nothing where the answer was read to its end; else the connection is not to be drained.
            asked.abort();
        }
    }

    private Passed passedOn(Ask ask, Receiver receiver, ClassicHttpResponse answer, Body body, Alarm alarm)
            throws InterruptedException, IOException {
        try (body) {
            body.refuseAnnounced();
            receiver.take(answer.getCode(), fields(answer), body.decoded());
            body.finish();
            return new Passed.Whole(body.decodedBytes());
        } catch (ReceiverGone e) {
            return new Passed.Left();
        } catch (IOException e) {
            IOException cause = body.broken() == null ? e : body.broken();
            return failed(cause, Blame.inBody(cause), ask, alarm);
        }
    }

    private static List<Field> fields(ClassicHttpResponse answer) {
        return Arrays.stream(answer.getHeaders())
                .map(header -> new Field(header.getName(), header.getValue() == null ? "" : header.getValue()))
                .filter(Relay::passed)
                .toList();
    }

    private static boolean passed(Field header) {
        return !NOT_PASSED.contains(header.name().toLowerCase(Locale.ROOT));
    }

    private static Passed failed(IOException e, Reason reason, Ask ask, Alarm alarm) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Asking " + ask.address() + " was interrupted");
        }
        if (alarm.rang()) {
            return e instanceof Handshake.Unsecured
                    ? broken(Reason.TLS, ask, "no connection that is secure in its time")
                    : broken(Reason.TIMEOUT, ask, "no end of an answer in its time");
        }
        return broken(reason, ask, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }

    private static Passed broken(Reason reason, Ask ask, String found) {
        return new Passed.Broken(
                (Fetched.Failed<?>) Failures.of(reason, ask.address().toString(), found, Optional.empty()));
    }

    private static HttpUriRequestBase request(Ask ask) {
        HttpUriRequestBase asked = Wire.request(ask.method(), ask.address());
        ask.headers().stream().filter(Relay::passed).forEach(header -> asked.addHeader(header.name(), header.value()));
        asked.setHeader("Accept-Encoding", Decoder.ACCEPTED);
        if (ask.body().length > 0) {
            // What it is says its own header.
            asked.setEntity(new ByteArrayEntity(ask.body(), null));
        }
        return asked;
    }
}
