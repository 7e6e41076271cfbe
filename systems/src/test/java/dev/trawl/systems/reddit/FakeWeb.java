package dev.trawl.systems.reddit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Failure;
import dev.trawl.core.Measure;
import dev.trawl.web.BodyReader;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.Fetcher;
import dev.trawl.web.Posting;
import dev.trawl.web.WebAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A web of a few addresses, asked in one thread. */
final class FakeWeb implements Fetcher {
    private final Map<String, List<Reply>> replies = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<FetchRequest> requests = new ArrayList<>();
    private final List<String> posted = new ArrayList<>();

    /** What an address answers. */
    sealed interface Reply {
        /** 200 and a body. */
        @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
        record Body(byte[] bytes, String type) implements Reply {}

        /** An error. */
        record Status(int status, String body, Duration after) implements Reply {}

        /** A redirect. */
        record Redirect(String to) implements Reply {}

        /** Nothing, as the host is held. */
        record Held(Duration after) implements Reply {}

        /** A connection that breaks. */
        record Broken(String reason) implements Reply {}
    }

    static Reply body(byte[] bytes) {
        return new Reply.Body(bytes, "application/octet-stream");
    }

    static Reply html(String html) {
        return new Reply.Body(html.getBytes(UTF_8), "text/html; charset=utf-8");
    }

    static Reply status(int status) {
        return new Reply.Status(status, "", Duration.ZERO);
    }

    static Reply redirect(String to) {
        return new Reply.Redirect(to);
    }

    static Reply held(Duration after) {
        return new Reply.Held(after);
    }

    /** Puts answers at an address, in order; the last one for ever. */
    FakeWeb put(String address, Reply... some) {
        replies.put(WebAddress.parse(address).toString(), new ArrayList<>(List.of(some)));
        return this;
    }

    /** Every address that was asked, in order. */
    List<String> asked() {
        return asked;
    }

    /** Every request, in order. */
    List<FetchRequest> requests() {
        return requests;
    }

    /** Every body that was posted, in order. */
    List<String> posted() {
        return posted;
    }

    @Override
    public <T> Fetched<T> post(FetchRequest request, Posting posting, BodyReader<T> reader) {
        posted.add(new String(posting.body(), UTF_8));
        return get(request, reader);
    }

    @Override
    public <T> Fetched<T> get(FetchRequest request, BodyReader<T> reader) {
        requests.add(request);
        WebAddress at = request.address();
        for (int hops = 0; hops < 10; hops++) {
            Reply reply = next(at.toString());
            if (!(reply instanceof Reply.Held)) {
                asked.add(at.toString());
                request.meter().count(Measure.REQUESTS, 1);
            }
            switch (reply) {
                case Reply.Redirect redirect -> {
                    at = at.resolve(redirect.to());
                    String target = at.toString();
                    if (request.stops().stream().anyMatch(target::startsWith)) {
                        return new Fetched.Stopped<>(target);
                    }
                }
                case Reply.Body body -> {
                    return read(at, body, request, reader);
                }
                case Reply.Status status -> {
                    return failed(status);
                }
                case Reply.Held held -> {
                    return new Fetched.Held<>(held.after());
                }
                case Reply.Broken broken -> {
                    Failure why = new Failure(broken.reason(), "it broke");
                    return new Fetched.Failed<>(why, Optional.empty(), "", true, Duration.ZERO);
                }
            }
        }
        Failure why = new Failure("redirect-loop", "it went round");
        return new Fetched.Failed<>(why, Optional.of(302), "", false, Duration.ZERO);
    }

    private Reply next(String address) {
        List<Reply> some = replies.getOrDefault(address, List.of(status(404)));
        return some.size() == 1 ? some.getFirst() : some.removeFirst();
    }

    private static <T> Fetched<T> read(WebAddress at, Reply.Body body, FetchRequest request, BodyReader<T> reader) {
        request.meter().count(Measure.BYTES, body.bytes().length);
        Map<String, String> headers = Map.of("content-type", body.type());
        try {
            return new Fetched.Answered<>(
                    at, 200, headers, reader.read(at, headers, new ByteArrayInputStream(body.bytes())));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> Fetched<T> failed(Reply.Status reply) {
        int status = reply.status();
        boolean retry = status >= 500 || status == 408 || status == 425 || status == 429;
        Failure why = new Failure("http-" + status, "it answered " + status);
        return new Fetched.Failed<>(why, Optional.of(status), reply.body(), retry, reply.after());
    }
}
