package dev.trawl.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What a request is answered with.
 *
 * @param headers by name; those that every answer has are added later
 */
record Answer(int status, Map<String, String> headers, Content content) {
    /** The media type of JSON. */
    static final String JSON = "application/json";

    /** What follows the headers. */
    sealed interface Content {
        /** All of it, of known length. */
        final class Whole implements Content {
            private final byte[] bytes;

            Whole(byte[] bytes) {
                this.bytes = bytes;
            }

            /** Not to be changed. */
            byte[] bytes() {
                return bytes;
            }
        }

        /** Written while it is sent. What fails on the way cuts the answer off, so that it is not taken for whole. */
        record Streamed(Writing writing) implements Content {}
    }

    /** Writes content. */
    @FunctionalInterface
    interface Writing {
        /** Writes all of it; the stream is closed afterwards. */
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer json(int status, JsonNode document) {
        return whole(status, JSON, Json.of(document).utf8());
    }

    static Answer text(int status, String type, String text) {
        return whole(status, type, text.getBytes(UTF_8));
    }

    static Answer whole(int status, String type, byte[] bytes) {
        return new Answer(status, Map.of("Content-Type", type), new Content.Whole(bytes));
    }

    static Answer streamed(int status, String type, Writing writing) {
        return new Answer(status, Map.of("Content-Type", type), new Content.Streamed(writing));
    }

    /** Without content. */
    static Answer bare(int status) {
        return new Answer(status, Map.of(), new Content.Whole(new byte[0]));
    }

    Answer with(String name, String value) {
        return with(Map.of(name, value));
    }

    Answer with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Answer(status, all, content);
    }
}
