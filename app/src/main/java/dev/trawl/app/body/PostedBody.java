package dev.trawl.app.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Body;
import dev.trawl.core.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads what was posted: a JSON object is one item, an array an item per element, NDJSON an item per line. */
public final class PostedBody {
    /** The longest body. */
    public static final int BYTES_MAX = 16 * 1024 * 1024;

    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";

    /** What {@code curl -d} says of JSON. */
    private static final String FORM = "application/x-www-form-urlencoded";

    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED = 415;

    private PostedBody() {}

    /**
     * Reads a body.
     *
     * @param contentType as it was sent; empty is taken as JSON
     * @throws BadBody where it is none
     */
    public static Body read(byte[] sent, Optional<String> contentType) {
        String type = mediaType(contentType);
        if (sent.length > BYTES_MAX) {
            throw new BadBody(
                    TOO_LARGE,
                    "The body has " + sent.length + " bytes; at most " + BYTES_MAX
                            + " are taken, so nothing was started; send it in parts");
        }
        return switch (type) {
            case JSON, FORM -> json(sent);
            case NDJSON -> lines(sent);
            default ->
                throw new BadBody(
                        UNSUPPORTED,
                        "The body is " + type + "; " + JSON + " and " + NDJSON
                                + " are taken, so nothing was started; send one of them and say so in Content-Type");
        };
    }

    private static String mediaType(Optional<String> contentType) {
        String type = contentType.orElse(JSON).split(";", 2)[0].strip();
        return type.toLowerCase(Locale.ROOT);
    }

    private static Body json(byte[] sent) {
        JsonNode tree = tree(sent, "The body");
        return switch (tree) {
            case JsonNode object when object.isObject() -> Body.of(List.of(Json.of(object)), sent);
            case JsonNode array
            when array.isArray() && !array.isEmpty() ->
                Body.of(array.valueStream().map(Json::of).toList(), sent);
            case JsonNode array
            when array.isArray() -> throw bad("The body is an empty array: there is nothing to work");
            default -> throw bad("The body is a bare value; an object, an array or NDJSON is taken");
        };
    }

    private static Body lines(byte[] sent) {
        List<Json> values = new ArrayList<>();
        int number = 1;
        for (int from = 0; from < sent.length; number++) {
            int end = from;
            while (end < sent.length && sent[end] != '\n') {
                end++;
            }
            if (!blank(sent, from, end)) {
                values.add(Json.of(tree(slice(sent, from, end), "Line " + number)));
            }
            from = end + 1;
        }
        if (values.isEmpty()) {
            throw bad("The body has no line with anything in it: there is nothing to work");
        }
        return Body.of(values, sent);
    }

    private static boolean blank(byte[] sent, int from, int end) {
        for (int at = from; at < end; at++) {
            if (sent[at] != ' ' && sent[at] != '\t' && sent[at] != '\r') {
                return false;
            }
        }
        return true;
    }

    private static byte[] slice(byte[] sent, int from, int end) {
        byte[] line = new byte[end - from];
        System.arraycopy(sent, from, line, 0, line.length);
        return line;
    }

    private static JsonNode tree(byte[] text, String what) {
        if (blank(text, 0, text.length)) {
            throw bad(what + " is empty");
        }
        utf8(text, what);
        try {
            return Json.parse(text);
        } catch (JacksonException e) {
            throw bad(what + " is no JSON: " + e.getOriginalMessage());
        }
    }

    /** The parser alone would guess other encodings and take some wrong bytes. */
    private static void utf8(byte[] text, String what) {
        try {
            UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(text));
        } catch (CharacterCodingException _) {
            throw bad(what + " is no UTF-8");
        }
    }

    private static BadBody bad(String found) {
        return new BadBody(BAD_REQUEST, found + ". Nothing was started");
    }
}
