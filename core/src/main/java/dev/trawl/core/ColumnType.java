package dev.trawl.core;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a column holds; every one may be null. */
public enum ColumnType {
    /** Text. */
    TEXT("text"),
    /** A whole number of 64 bits. */
    INTEGER("a whole number"),
    /** A number with digits after the point, kept as text where every digit counts. */
    NUMBER("a number"),
    /** {@code true} or {@code false}. */
    TRUTH("true or false"),
    /** An instant, ISO 8601 in UTC with {@code Z}. */
    INSTANT("an instant such as 2026-11-20T12:00:00Z"),
    /** A JSON array or object. */
    JSON("a JSON array or object"),
    /** Whatever rows bring: text, whole numbers of 64 bits, any other JSON. See {@link TableSpec#open}. */
    ANY("any value");

    private static final int SCALE_MAX = 10_000;

    private final String takes;

    ColumnType(String takes) {
        this.takes = takes;
    }

    /** What it takes, for messages. */
    public String describe() {
        return takes;
    }

    /**
     * A value of this type, as a row takes it, from its text.
     *
     * @throws IllegalArgumentException where it is none; the message says what is taken
     */
    public Object read(String text) {
        try {
            return switch (this) {
                case TEXT -> text;
                case INTEGER -> Long.parseLong(text.strip());
                case NUMBER -> number(text.strip());
                case TRUTH -> truth(text.strip());
                case INSTANT -> instant(text.strip());
                case JSON -> container(Json.parse(text).tree());
                case ANY -> text;
            };
        } catch (NumberFormatException | DateTimeException | JacksonException e) {
            throw new IllegalArgumentException("takes " + takes + Got.of(text), e);
        }
    }

    /**
     * A value of this type, as a row takes it, from JSON.
     *
     * @throws IllegalArgumentException where it is none; the message says what is taken
     */
    public @Nullable Object read(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        boolean fits = switch (this) {
            case TEXT, INSTANT -> value.isString();
            case INTEGER -> value.canConvertToExactIntegral() && value.canConvertToLong();
            case NUMBER -> value.isNumber();
            case TRUTH -> value.isBoolean();
            case JSON -> value.isContainer();
            case ANY -> true;
        };
        if (!fits) {
            throw new IllegalArgumentException("takes " + takes + Got.of(value.toString()));
        }
        return switch (this) {
            case INTEGER -> value.longValue();
            case JSON -> value;
            case ANY -> any(value);
            default -> read(value.asString());
        };
    }

    private static Object any(JsonNode value) {
        if (value.isString()) {
            return value.stringValue();
        }
        return value.canConvertToExactIntegral() && value.canConvertToLong() ? value.longValue() : value;
    }

    /** Whether a number can be written out: a few letters may stand for more digits than there is memory. */
    public static boolean writable(Number number) {
        return !(number instanceof BigDecimal decimal) || Math.abs((long) decimal.scale()) <= SCALE_MAX;
    }

    private BigDecimal number(String text) {
        BigDecimal number = new BigDecimal(text);
        if (!writable(number)) {
            throw new IllegalArgumentException("takes " + takes + " of at most " + SCALE_MAX
                    + " digits on either side of the point" + Got.of(text));
        }
        return number;
    }

    private boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("takes " + takes + Got.of(text));
        };
    }

    private Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private JsonNode container(JsonNode value) {
        if (!value.isContainer()) {
            throw new IllegalArgumentException("takes " + takes + Got.of(value.toString()));
        }
        return value;
    }
}
