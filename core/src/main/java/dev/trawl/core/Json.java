package dev.trawl.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON value as UTF-8 text, parsed when first asked for. Items travel as text from the source to the
 * worker, so that nothing between them parses what it only carries.
 *
 * <p>Every digit of a number is kept. Nesting ends at 1,000 levels. Immutable: callers do not change the
 * array or the tree they are given; safe for any number of threads.
 */
public final class Json {
    /** Levels of arrays and objects inside each other. */
    public static final int NESTING_MAX = 1_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(NESTING_MAX)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNumberLength(10_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Of values that are part of a text: what follows is read by whoever asked. */
    private static final ObjectReader PIECES = MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final byte[] utf8;
    private volatile @Nullable JsonNode tree;

    private Json(byte[] utf8, @Nullable JsonNode tree) {
        this.utf8 = utf8;
        this.tree = tree;
    }

    /** Takes text that is known to be JSON, as written by this class; it is not checked now. */
    public static Json ofUtf8(byte[] utf8) {
        return new Json(utf8, null);
    }

    /** Writes a tree. */
    public static Json of(JsonNode tree) {
        return new Json(MAPPER.writeValueAsBytes(tree), tree);
    }

    /**
     * Reads text of unknown origin.
     *
     * @throws tools.jackson.core.JacksonException where it is not one JSON value
     */
    public static Json parse(String text) {
        return of(MAPPER.readTree(text));
    }

    /**
     * Reads a tree from UTF-8 text of unknown origin.
     *
     * @throws tools.jackson.core.JacksonException where it is not one JSON value
     */
    public static JsonNode parse(byte[] text) {
        return MAPPER.readTree(text);
    }

    /**
     * Reads text of unknown origin piece by piece, under the same limits; what is broken throws where it is reached.
     *
     * @return to be closed
     */
    public static JsonParser parser(String text) {
        return PIECES.createParser(text);
    }

    /** An empty object to fill. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Any value of Java's own (maps, lists, records, text, numbers) as a tree. */
    public static JsonNode tree(@Nullable Object value) {
        return MAPPER.valueToTree(value);
    }

    /** The value as a type of Java's own. */
    public <T> T as(Class<T> type) {
        return MAPPER.treeToValue(tree(), type);
    }

    /** Indented text, for people. */
    public static String pretty(JsonNode tree) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
    }

    /** The text; not to be changed. */
    public byte[] utf8() {
        return utf8;
    }

    /** The value; not to be changed. */
    public JsonNode tree() {
        JsonNode known = tree;
        if (known == null) {
            known = MAPPER.readTree(utf8);
            tree = known;
        }
        return known;
    }

    /** Bytes of the text. */
    public int size() {
        return utf8.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Json json && Arrays.equals(utf8, json.utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    @Override
    public String toString() {
        return new String(utf8, UTF_8);
    }
}
