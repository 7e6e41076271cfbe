package dev.trawl.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Failure;
import dev.trawl.core.port.Webhooks;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Posts webhooks through the egress door, signed after Standard Webhooks 1.0. What is answered is not read, and a redirect
 * is not followed: the sender was not told to trust its target.
 */
public final class WebhookPost implements Webhooks {
    private static final String JSON = "application/json";
    private static final int GONE = 410;
    /** Webhooks that one host is sent at once. */
    private static final int PER_HOST = 8;
    /** An answer may be this long, though nobody reads it. */
    private static final long ANSWER_BYTES_MAX = 64 << 10;

    private final Fetcher fetcher;
    private final InstantSource clock;

    /** Over what asks the web. */
    public WebhookPost(Fetcher fetcher, InstantSource clock) {
        this.fetcher = fetcher;
        this.clock = clock;
    }

    @Override
    public void check(String url, Optional<String> secret) {
        var _ = WebAddress.parse(url);
        secret.ifPresent(WebhookSignature::of);
    }

    @Override
    public Sent send(Message message) throws InterruptedException {
        WebAddress address;
        try {
            address = WebAddress.parse(message.url());
        } catch (BadAddress e) {
            return new Sent.Failed(new Failure("bad-url", String.valueOf(e.getMessage())), true, Duration.ZERO);
        }
        byte[] body = message.body().utf8();
        Map<String, String> headers =
                WebhookSignature.of(message.secret()).headers(message.id(), clock.instant(), new String(body, UTF_8));
        FetchRequest request = new FetchRequest(
                address, headers, message.timeout(), PER_HOST, ANSWER_BYTES_MAX, List.of(), (_, _) -> {});
        return switch (fetcher.post(request, new Posting(JSON, body), WebhookPost::unread)) {
            case Fetched.Answered<Boolean> _ -> new Sent.Taken();
            case Fetched.Stopped<Boolean> stopped ->
                failed("bad-redirect", "It redirects to " + stopped.target(), Duration.ZERO);
            case Fetched.Held<Boolean> held -> failed("http-429", "Its host asked to be left alone", held.after());
            case Fetched.Failed<Boolean> failed -> new Sent.Failed(failed.why(), last(failed), failed.after());
        };
    }

    private static Boolean unread(WebAddress from, Map<String, String> headers, InputStream body) {
        return Boolean.TRUE;
    }

    private static Sent failed(String reason, String message, Duration after) {
        return new Sent.Failed(new Failure(reason, message), false, after);
    }

    /** Of webhooks everything is tried again but this. */
    private static boolean last(Fetched.Failed<Boolean> failed) {
        return failed.status().orElse(0) == GONE || failed.why().reason().equals("address-refused");
    }
}
