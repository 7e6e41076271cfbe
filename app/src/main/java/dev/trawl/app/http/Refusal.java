package dev.trawl.app.http;

import dev.trawl.core.Json;
import io.helidon.http.Status;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** A request that is not granted; answered as a problem document (RFC 9457). Nothing was changed by the request. */
public final class Refusal extends RuntimeException {
    /** The media type of problem documents. */
    static final String MEDIA_TYPE = "application/problem+json";

    private static final long serialVersionUID = 1;

    private final int status;
    private final String detail;
    private final transient Map<String, String> headers;

    /** With a status of 4xx or 5xx, and what was found and what to do in words. */
    public Refusal(int status, String detail) {
        this(status, detail, Map.of());
    }

    private Refusal(int status, String detail, Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.detail = detail;
        this.headers = headers;
    }

    /** 400: the request makes no sense. */
    static Refusal senseless(String detail) {
        return new Refusal(400, detail);
    }

    /** 404: there is no such thing. */
    static Refusal unknown(String detail) {
        return new Refusal(404, detail);
    }

    /** 401: who asks has to show the token. */
    static Refusal stranger() {
        return new Refusal(
                401,
                "This server answers those who show its token: send it as Authorization: Bearer TOKEN",
                Map.of("WWW-Authenticate", "Bearer"));
    }

    /** 405: the path takes other methods. */
    static Refusal method(String method, String path, Collection<String> allowed) {
        return new Refusal(
                405,
                path + " does not take " + method + "; it takes " + String.join(", ", allowed),
                Map.of("Allow", String.join(", ", allowed)));
    }

    /** 503: not now. */
    static Refusal later(String detail, Duration after) {
        return new Refusal(503, detail, Map.of("Retry-After", Long.toString(after.toSeconds())));
    }

    /** 429: this one asks too often. */
    static Refusal slower(String detail, Duration after) {
        return new Refusal(429, detail, Map.of("Retry-After", Long.toString(after.toSeconds())));
    }

    int status() {
        return status;
    }

    /** The whole answer. */
    Answer answer() {
        return Answer.json(status, document()).with("Content-Type", MEDIA_TYPE).with(headers);
    }

    /** The problem document; its title is what the status means. */
    ObjectNode document() {
        return Json.object()
                .put("type", "about:blank")
                .put("title", Status.create(status).reasonPhrase())
                .put("status", status)
                .put("detail", detail);
    }
}
