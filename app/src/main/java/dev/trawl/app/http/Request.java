package dev.trawl.app.http;

import dev.trawl.app.Visible;
import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A request whose path is known. Its body is read once. For one thread. */
final class Request {
    /** What {@code curl -d} says where nobody tells it better; read as JSON. */
    private static final String FORM = "application/x-www-form-urlencoded";

    /** The longest Idempotency-Key. */
    private static final int KEY_CHARACTERS_MAX = 255;

    private final ServerRequest request;
    private final Map<String, String> places;
    private final Bodies bodies;

    Request(ServerRequest request, Map<String, String> places, Bodies bodies) {
        this.request = request;
        this.places = places;
        this.bodies = bodies;
    }

    /** The value of a place in the path. */
    String place(String name) {
        return Optional.ofNullable(places.get(name)).orElseThrow();
    }

    /** The values of all places in the path. */
    Map<String, String> places() {
        return places;
    }

    /** The run that the path names; one that can be no run is not there. */
    RunId run() {
        String id = place("id");
        try {
            return new RunId(id);
        } catch (IllegalArgumentException e) {
            throw Refusal.unknown("There is no run " + Visible.quoted(id));
        }
    }

    /** A parameter of the query; one that is there twice makes no sense. */
    Optional<String> query(String name) {
        List<String> values = request.query().all(name, List::of);
        if (values.size() > 1) {
            throw Refusal.senseless("The query names " + name + " " + values.size() + " times; name it once");
        }
        return values.stream().findFirst();
    }

    /** The values of a header, one for each line that has it. */
    List<String> headers(String name) {
        HeaderName header = HeaderNames.create(name);
        return request.headers().contains(header) ? request.headers().all(header, List::of) : List.of();
    }

    /** A header that may be there once. */
    Optional<String> header(String name) {
        List<String> values = headers(name);
        if (values.size() > 1) {
            throw Refusal.senseless("The header " + name + " is there " + values.size() + " times; send it once");
        }
        return values.stream().findFirst();
    }

    /** What the sender knows its request by, so that it may be sent again. */
    Optional<String> idempotencyKey() {
        Optional<String> key = header("Idempotency-Key");
        key.filter(text -> text.isBlank() || text.length() > KEY_CHARACTERS_MAX).ifPresent(text -> {
            throw Refusal.senseless(
                    "An Idempotency-Key has 1 to " + KEY_CHARACTERS_MAX + " characters, got: " + text.length());
        });
        return key;
    }

    /** What its body is said to be, in lower case and without parameters. */
    Optional<String> mediaType() {
        return header("Content-Type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(type -> !type.isEmpty());
    }

    /**
     * Its body.
     *
     * @throws Refusal 413 where it is too large, 408 where it comes too slowly
     */
    Bodies.Body body() throws IOException {
        return bodies.read(request);
    }

    /** Its body as a JSON object; an empty one where nothing was sent. */
    ObjectNode object() throws IOException {
        try (Bodies.Body body = body()) {
            return object(body.bytes(), mediaType());
        }
    }

    /** A body as one JSON value of any kind. */
    static JsonNode message(byte[] body, Optional<String> mediaType) {
        requireJson(mediaType);
        return tree(body);
    }

    /** A body as a JSON object; an empty one where nothing was sent. */
    static ObjectNode object(byte[] body, Optional<String> mediaType) {
        requireJson(mediaType);
        if (body.length == 0) {
            return Json.object();
        }
        JsonNode tree = tree(body);
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.senseless("The body is JSON, but no object; send an object such as {}");
    }

    private static void requireJson(Optional<String> mediaType) {
        mediaType
                .filter(type -> !type.equals(Answer.JSON) && !type.equals(FORM))
                .ifPresent(type -> {
                    throw new Refusal(415, "The body is said to be " + Visible.quoted(type) + "; send " + Answer.JSON);
                });
    }

    private static JsonNode tree(byte[] body) {
        try {
            return Json.parse(body);
        } catch (JacksonException e) {
            throw Refusal.senseless("The body is no JSON: " + Visible.text(e.getOriginalMessage()) + " (line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ")");
        }
    }
}
