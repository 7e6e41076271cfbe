package dev.trawl.local.lane;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Failure;
import dev.trawl.core.Json;
import dev.trawl.core.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a worker says in one line. */
sealed interface WorkerMessage {
    /** A row, of a table that it may leave to the job. */
    record Row(String key, Optional<String> table, ObjectNode row) implements WorkerMessage {}

    /**
     * An object, kept under a name of the worker's choice: what a file in its folder holds, or some bytes.
     *
     * @param base64 its bytes; empty where it is a file
     * @param file its path; empty where there are bytes
     */
    record Named(String key, String name, String mediaType, Optional<String> base64, Optional<String> file)
            implements WorkerMessage {
        private static final String MEDIA_TYPE = "[a-z0-9][a-z0-9.+-]{0,99}/[a-z0-9][a-z0-9.+-]{0,99}";

        public Named {
            if (base64.isPresent() == file.isPresent()) {
                throw new IllegalArgumentException("an object has one of base64 and file");
            }
            if (!mediaType.matches(MEDIA_TYPE)) {
                throw new IllegalArgumentException("media_type is a media type such as image/png");
            }
            base64.ifPresent(Base64.getDecoder()::decode);
        }
    }

    /** Something for people. */
    record Log(String text) implements WorkerMessage {}

    /** It is alive. */
    record Heartbeat() implements WorkerMessage {}

    /** The item is done. */
    record Done(String key, Outcome.Done outcome) implements WorkerMessage {}

    /** The item is dead. */
    record Dead(String key, Failure why) implements WorkerMessage {}

    /** The item is to be tried again. */
    record Retry(String key, Failure why, Duration after) implements WorkerMessage {}

    /** A line that is none of these. */
    final class Nonsense extends Exception {
        private static final long serialVersionUID = 1;

        Nonsense(String found) {
            super(found);
        }
    }

    /** The reason of an item that was to be tried again once too often, where its worker gives none. */
    String RETRIED = "worker-retry";

    /** The media type of an object whose worker names none. */
    String BYTES = "application/octet-stream";

    /** The longest wait that a worker asks for, in seconds: longer is the same as never. */
    int AFTER_SECONDS_MAX = 1_000_000_000;

    /** Characters of a line that are repeated where it makes no sense. */
    int SHOWN_CHARACTERS_MAX = 80;

    /**
     * Reads a line.
     *
     * @throws Nonsense where it is no message, saying what was found
     */
    static WorkerMessage read(byte[] line) throws Nonsense {
        JsonNode message = object(line);
        try {
            return read(message);
        } catch (IllegalArgumentException e) {
            throw new Nonsense("a message that makes no sense (" + e.getMessage() + "): " + shown(line));
        }
    }

    private static JsonNode object(byte[] line) throws Nonsense {
        try {
            JsonNode message = Json.parse(line);
            if (message.isObject()) {
                return message;
            }
        } catch (JacksonException e) {
            // Told below as what it is: no message.
        }
        throw new Nonsense("a line that is no JSON object: " + shown(line));
    }

    private static WorkerMessage read(JsonNode message) {
        String type = message.path("type").asString("");
        return switch (type) {
            case "row" -> new Row(key(message), text(message, "table"), row(message));
            case "object" ->
                new Named(
                        key(message),
                        text(message, "name").orElseThrow(() -> new IllegalArgumentException("an object has a name")),
                        text(message, "media_type").orElse(BYTES),
                        text(message, "base64"),
                        text(message, "file"));
            case "log" -> new Log(text(message, "text").orElse(""));
            case "heartbeat" -> new Heartbeat();
            case "done" ->
                new Done(
                        key(message),
                        new Outcome.Done(
                                Optional.ofNullable(message.get("result")).map(Json::of)));
            case "dead" ->
                new Dead(key(message), why(message, text(message, "reason").orElse("")));
            case "retry" ->
                new Retry(key(message), why(message, text(message, "reason").orElse(RETRIED)), after(message));
            default ->
                throw new IllegalArgumentException(
                        "its type is none of row, object, log, heartbeat, done, dead, retry");
        };
    }

    private static String key(JsonNode message) {
        return text(message, "key").orElseThrow(() -> new IllegalArgumentException("it has no key"));
    }

    private static ObjectNode row(JsonNode message) {
        if (message.get("row") instanceof ObjectNode row) {
            return row;
        }
        throw new IllegalArgumentException("its row is no object");
    }

    private static Failure why(JsonNode message, String reason) {
        return new Failure(reason, text(message, "message").orElse(""));
    }

    private static Duration after(JsonNode message) {
        JsonNode after = message.path("after");
        if (after.isMissingNode() || after.isNull()) {
            return Duration.ZERO;
        }
        if (!after.isNumber() || after.decimalValue().signum() < 0) {
            throw new IllegalArgumentException("after is a number of seconds, not negative");
        }
        BigDecimal seconds = after.decimalValue().min(BigDecimal.valueOf(AFTER_SECONDS_MAX));
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
    }

    private static Optional<String> text(JsonNode message, String name) {
        JsonNode text = message.path(name);
        if (text.isMissingNode() || text.isNull()) {
            return Optional.empty();
        }
        if (!text.isString()) {
            throw new IllegalArgumentException(name + " is no text");
        }
        return Optional.of(text.stringValue());
    }

    /** The beginning of a line, for people. */
    private static String shown(byte[] line) {
        String text = new String(line, 0, Math.min(line.length, SHOWN_CHARACTERS_MAX), UTF_8);
        return text + (line.length > SHOWN_CHARACTERS_MAX ? "…" : "");
    }
}
