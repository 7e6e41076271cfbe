package dev.trawl.core.trigger;

import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * An expression over the summary of a run: comparisons of dotted paths with numbers, texts and truth values, joined
 * by {@code and}, {@code or}, {@code not} and parentheses, such as
 * {@code items.dead > 0 and not reasons.http-404 >= 10}. A path that is not there equals nothing, and is neither
 * less nor greater than anything. Immutable.
 */
public sealed interface Condition {
    /** The longest text of one. */
    int CHARACTERS_MAX = 1_000;

    /** Reads one; anything else is an IllegalArgumentException that says where. */
    static Condition parse(String text) {
        return new ConditionParser(text).parse();
    }

    /** Whether it holds. */
    boolean holds(JsonNode summary);

    /** Both. */
    record And(Condition left, Condition right) implements Condition {
        @Override
        public boolean holds(JsonNode summary) {
            return left.holds(summary) && right.holds(summary);
        }
    }

    /** One of them or both. */
    record Or(Condition left, Condition right) implements Condition {
        @Override
        public boolean holds(JsonNode summary) {
            return left.holds(summary) || right.holds(summary);
        }
    }

    /** The contrary. */
    record Not(Condition condition) implements Condition {
        @Override
        public boolean holds(JsonNode summary) {
            return !condition.holds(summary);
        }
    }

    /** How a value is held against another. */
    enum Sign {
        EQUAL,
        UNEQUAL,
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST;

        private boolean holds(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case UNEQUAL -> order != 0;
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case GREATER -> order > 0;
                case AT_LEAST -> order >= 0;
            };
        }
    }

    /** A number of the summary held against another; every digit counts. */
    record OfNumber(List<String> path, Sign sign, BigDecimal number) implements Condition {
        @Override
        public boolean holds(JsonNode summary) {
            JsonNode found = at(summary, path);
            return found.isNumber() ? sign.holds(found.decimalValue().compareTo(number)) : sign == Sign.UNEQUAL;
        }
    }

    /** A text or a truth value of the summary, equal to a word or not. */
    record OfWord(List<String> path, boolean equal, JsonNode word) implements Condition {
        @Override
        public boolean holds(JsonNode summary) {
            return at(summary, path).equals(word) == equal;
        }
    }

    private static JsonNode at(JsonNode summary, List<String> path) {
        JsonNode node = summary;
        for (String name : path) {
            node = node.path(name);
        }
        return node;
    }
}
