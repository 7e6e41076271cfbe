package dev.trawl.app.command;

import dev.trawl.core.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What of two rows of the same key has become different, column by column; counts as it goes. For one thread. */
final class RowChanges {
    /** Digits behind the point of a percentage. */
    private static final int PERCENT_SCALE = 1;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final List<String> key;
    private final List<String> compared;
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private long same;

    /** What became of a value. */
    enum Kind {
        /** It was not there before. */
        NEW,
        /** It is not there any more. */
        GONE,
        /** It is a larger number. */
        UP,
        /** It is a smaller number. */
        DOWN,
        /** It is something else. */
        CHANGED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    RowChanges(List<String> key, List<String> compared) {
        this.key = key;
        this.compared = compared;
    }

    /** The columns of what it finds. */
    List<String> columns() {
        List<String> columns = new ArrayList<>(key);
        columns.addAll(List.of("change", "column", "before", "after", "percent"));
        return columns;
    }

    /** The changes of one row; a row that is not there has no values, and is given as an empty object. */
    List<ObjectNode> between(JsonNode before, JsonNode after) {
        List<ObjectNode> found = new ArrayList<>();
        for (String column : compared) {
            JsonNode was = before.path(column);
            JsonNode is = after.path(column);
            if (equal(was, is)) {
                continue;
            }
            Kind kind = kind(was, is);
            counts.merge(kind, 1L, Long::sum);
            ObjectNode change = Json.object();
            JsonNode named = after.isEmpty() ? before : after;
            key.forEach(name -> change.set(name, named.path(name)));
            change.put("change", kind.word()).put("column", column);
            change.set("before", absent(was) ? Json.tree(null) : was);
            change.set("after", absent(is) ? Json.tree(null) : is);
            change.set("percent", percent(was, is));
            found.add(change);
        }
        same += found.isEmpty() ? 1 : 0;
        return found;
    }

    /** How many of which kind, and how many rows are as they were. */
    String summary() {
        String words = counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().word())
                .collect(Collectors.joining(", "));
        return (words.isEmpty() ? "" : words + ", ") + same + " rows as they were";
    }

    private static boolean absent(JsonNode value) {
        return value.isNull() || value.isMissingNode();
    }

    private static boolean equal(JsonNode was, JsonNode is) {
        if (absent(was) || absent(is)) {
            return absent(was) && absent(is);
        }
        boolean numbers = was.isNumber() && is.isNumber();
        return numbers ? order(was, is) == 0 : was.equals(is);
    }

    private static int order(JsonNode was, JsonNode is) {
        return was.decimalValue().compareTo(is.decimalValue());
    }

    private static Kind kind(JsonNode was, JsonNode is) {
        if (absent(was)) {
            return Kind.NEW;
        }
        if (absent(is)) {
            return Kind.GONE;
        }
        if (was.isNumber() && is.isNumber()) {
            return order(was, is) < 0 ? Kind.UP : Kind.DOWN;
        }
        return Kind.CHANGED;
    }

    /** By how much a number grew, in hundredths of what it was. */
    private static JsonNode percent(JsonNode was, JsonNode is) {
        if (!was.isNumber() || !is.isNumber() || was.decimalValue().signum() == 0) {
            return Json.tree(null);
        }
        BigDecimal grown = is.decimalValue().subtract(was.decimalValue());
        return Json.tree(grown.multiply(HUNDRED).divide(was.decimalValue().abs(), PERCENT_SCALE, RoundingMode.HALF_UP));
    }
}
