package dev.trawl.core;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What an input may be, and how its text is read. */
public sealed interface InputType {
    /** What it takes, for messages: {@code a number from 1 to 1000}. */
    String describe();

    /** Reads text; a wrong one is an IllegalArgumentException that says what it takes. */
    JsonNode read(String text);

    /** Any text. */
    record Text() implements InputType {
        @Override
        public String describe() {
            return "text";
        }

        @Override
        public JsonNode read(String text) {
            return Json.tree(text);
        }
    }

    /** A whole number in a range. */
    record Whole(long min, long max) implements InputType {
        @Override
        public String describe() {
            return "a whole number from " + min + " to " + max;
        }

        @Override
        public JsonNode read(String text) {
            if (!text.matches("[+-]?\\d{1,18}")) {
                throw wrong(this, text);
            }
            long value = Long.parseLong(text);
            if (value < min || value > max) {
                throw wrong(this, text);
            }
            return Json.tree(value);
        }
    }

    /** {@code true} or {@code false}. */
    record Truth() implements InputType {
        @Override
        public String describe() {
            return "true or false";
        }

        @Override
        public JsonNode read(String text) {
            return switch (text) {
                case "true" -> Json.tree(true);
                case "false" -> Json.tree(false);
                default -> throw wrong(this, text);
            };
        }
    }

    /** One of some words. */
    record Choice(List<String> words) implements InputType {
        public Choice {
            words = List.copyOf(words);
        }

        @Override
        public String describe() {
            return "one of " + String.join(", ", words);
        }

        @Override
        public JsonNode read(String text) {
            if (!words.contains(text)) {
                throw wrong(this, text);
            }
            return Json.tree(text);
        }
    }

    /** A span of time, such as {@code 30s}. */
    record Span() implements InputType {
        @Override
        public String describe() {
            return "a duration such as 500ms, 30s, 5m or 2h";
        }

        @Override
        public JsonNode read(String text) {
            if (!Durations.parse(text).isPositive()) {
                throw wrong(this, text);
            }
            return Json.tree(text);
        }
    }

    /** Spans of time, separated by commas. */
    record Spans() implements InputType {
        @Override
        public String describe() {
            return "durations separated by commas, such as 200ms,5s";
        }

        @Override
        public JsonNode read(String text) {
            Durations.parseList(text);
            return Json.tree(text);
        }
    }

    /** A number of items, or {@code auto}. */
    record Size() implements InputType {
        @Override
        public String describe() {
            return "auto or a whole number from 1 to " + ChunkSize.Fixed.ITEMS_MAX;
        }

        @Override
        public JsonNode read(String text) {
            return text.equals("auto") ? Json.tree(text) : new Whole(1, ChunkSize.Fixed.ITEMS_MAX).read(text);
        }
    }

    /**
     * A list: one entry a line, CSV or JSON lines, in text of any length, or a JSON array of texts. A file of it is
     * kept beside the ledger and not in it; the value is then an object with {@code sha256} and {@code bytes}.
     */
    record Listed() implements InputType {
        @Override
        public String describe() {
            return "a list: a file with an entry a line, CSV or JSON lines, or a JSON array of texts";
        }

        @Override
        public JsonNode read(String text) {
            return text.stripLeading().startsWith("[") ? array(text) : Json.tree(text);
        }

        private JsonNode array(String text) {
            try {
                JsonNode array = Json.parse(text).tree();
                if (array.valueStream().allMatch(JsonNode::isString)) {
                    return array;
                }
            } catch (JacksonException e) {
                throw new IllegalArgumentException(
                        "takes " + describe() + ", and is no JSON: " + e.getOriginalMessage(), e);
            }
            throw new IllegalArgumentException("takes " + describe() + "; an entry of the array is no text");
        }
    }

    /** Any JSON. */
    record Tree() implements InputType {
        @Override
        public String describe() {
            return "JSON";
        }

        @Override
        public JsonNode read(String text) {
            try {
                return Json.parse(text).tree();
            } catch (JacksonException e) {
                throw wrong(this, text);
            }
        }
    }

    private static IllegalArgumentException wrong(InputType type, String text) {
        return new IllegalArgumentException("takes " + type.describe() + Got.of(text));
    }
}
