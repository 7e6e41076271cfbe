package dev.trawl.app.http;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.Json;
import dev.trawl.core.port.LedgerStopped;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.Consumer;

/** Where every request comes in and every answer goes out. Safe for any number of threads. */
final class Front implements Handler {
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final String POLICY = "default-src 'none'; frame-ancestors 'none'";

    private final Gate gate;
    private final Endpoints endpoints;
    private final Condition condition;
    private final Bodies bodies = new Bodies();
    private final Consumer<String> complaints;
    private volatile boolean leaving;

    Front(Gate gate, Endpoints endpoints, Condition condition, Consumer<String> complaints) {
        this.gate = gate;
        this.endpoints = endpoints;
        this.condition = condition;
        this.complaints = complaints;
    }

    /** From now on every connection ends with its answer. */
    void leave() {
        leaving = true;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws Exception {
        Answer answer = answer(request);
        condition.answered(answer.status());
        response.status(Status.create(answer.status()));
        head(answer, response);
        boolean last = leaving || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
        if (last) {
            response.headers().set(HeaderValues.CONNECTION_CLOSE);
        }
        send(answer, request, response);
        if (last) {
            if (response instanceof RoutingResponse streamed) {
                // The end of a stream is written after the handler, which this one does not come back from.
                streamed.commit();
            }
            // The server says that it closes, and would wait for another request all the same.
            throw new CloseConnectionException("This was the last answer of the connection");
        }
    }

    private static void send(Answer answer, ServerRequest request, ServerResponse response)
            throws IOException, InterruptedException {
        boolean bare = request.prologue().method().text().equals("HEAD");
        switch (answer.content()) {
            case Answer.Content.Whole whole
            when bare -> {
                response.headers().contentLength(whole.bytes().length);
                response.send();
            }
            case Answer.Content.Whole whole -> response.send(whole.bytes());
            case Answer.Content.Streamed _ when bare -> response.send();
            case Answer.Content.Streamed streamed -> {
                try (OutputStream out = response.outputStream()) {
                    streamed.writing().write(out);
                }
            }
        }
    }

    private Answer answer(ServerRequest request) throws InterruptedException {
        try {
            gate.check(request);
            return endpoints.answer(request, bodies);
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (EnvironmentFault | LedgerStopped e) {
            return Refusal.later("Nothing can be worked here: " + e.getMessage(), RETRY)
                    .answer();
        } catch (IOException e) {
            return Refusal.senseless("The request could not be read to its end").answer();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return broken(e);
        }
    }

    /** What refuses a request inside the server tells its status by itself; everything else is a fault of ours. */
    private Answer broken(Exception fault) {
        if (fault instanceof RequestException refused) {
            return refusal(refused.status().code()).answer();
        }
        complaints.accept("A request met a fault of Trawl's own, and was answered 500: " + fault + at(fault));
        return new Refusal(500, "Trawl met a fault of its own; what is stored is kept; please report it").answer();
    }

    private static String at(Exception fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    private void head(Answer answer, ServerResponse response) {
        ServerResponseHeaders headers = response.headers();
        headers.set(HeaderNames.create("X-Content-Type-Options"), "nosniff");
        headers.set(HeaderNames.CACHE_CONTROL, "no-store");
        headers.set(HeaderNames.create("Content-Security-Policy"), POLICY);
        headers.set(HeaderNames.create("Referrer-Policy"), "no-referrer");
        answer.headers().forEach((name, value) -> headers.set(HeaderNames.create(name), value));
    }

    /** Answers what never becomes a request: it can't be read, or is too large. */
    DirectHandler.TransportResponse direct(Status status) {
        Refusal refusal = refusal(status.code());
        condition.answered(refusal.status());
        return DirectHandler.TransportResponse.builder()
                .status(Status.create(refusal.status()))
                .header(HeaderNames.CONTENT_TYPE, Refusal.MEDIA_TYPE)
                .header(HeaderValues.CONNECTION_CLOSE)
                .keepAlive(false)
                .entity(Json.of(refusal.document()).utf8())
                .build();
    }

    private static Refusal refusal(int status) {
        return switch (status) {
            case 413 -> Bodies.tooLarge();
            case 500 -> new Refusal(500, "Trawl met a fault of its own; what is stored is kept; please report it");
            default -> new Refusal(status, "The request could not be read; nothing was started");
        };
    }
}
