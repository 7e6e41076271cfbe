package dev.trawl.core.trigger;

import dev.trawl.core.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads a condition: {@code or} binds weakest, then {@code and}, then {@code not}. For one text. */
final class ConditionParser {
    /** Parentheses and {@code not} inside each other. */
    private static final int NESTING_MAX = 50;

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<sign>==|=|!=|<=|>=|<|>)|(?<mark>[()])"
                    + "|(?<number>-?\\d{1,30}(?:\\.\\d{1,30})?(?![\\w.]))|(?<text>\"[^\"]*\"|'[^']*')|(?<name>[A-Za-z_][\\w.-]*))");

    private static final Map<String, Condition.Sign> SIGNS = Map.of(
            "=", Condition.Sign.EQUAL,
            "==", Condition.Sign.EQUAL,
            "!=", Condition.Sign.UNEQUAL,
            "<", Condition.Sign.LESS,
            "<=", Condition.Sign.AT_MOST,
            ">", Condition.Sign.GREATER,
            ">=", Condition.Sign.AT_LEAST);

    private final String text;
    private final Matcher token;
    private int at;
    private int nesting;

    ConditionParser(String text) {
        this.text = text;
        this.token = TOKEN.matcher(text);
    }

    Condition parse() {
        if (text.length() > Condition.CHARACTERS_MAX) {
            throw new IllegalArgumentException(
                    "takes at most " + Condition.CHARACTERS_MAX + " characters, got: " + text.length());
        }
        Condition condition = or();
        if (!text.substring(at).isBlank()) {
            throw wrong("and, or, or the end");
        }
        return condition;
    }

    private Condition or() {
        Condition left = and();
        while (taken("name", "or")) {
            left = new Condition.Or(left, and());
        }
        return left;
    }

    private Condition and() {
        Condition left = not();
        while (taken("name", "and")) {
            left = new Condition.And(left, not());
        }
        return left;
    }

    private Condition not() {
        if (++nesting > NESTING_MAX) {
            throw new IllegalArgumentException("takes at most " + NESTING_MAX + " levels of parentheses and not");
        }
        Condition condition;
        if (taken("name", "not")) {
            condition = new Condition.Not(not());
        } else if (taken("mark", "(")) {
            condition = or();
            if (!taken("mark", ")")) {
                throw wrong("and, or, or )");
            }
        } else {
            condition = comparison();
        }
        nesting--;
        return condition;
    }

    private Condition comparison() {
        List<String> path = List.of(next("name", "a path such as items.dead").split("\\.", -1));
        if (path.contains("")) {
            throw wrong("a path such as items.dead before this");
        }
        Condition.Sign sign = SIGNS.get(next("sign", "one of = != < <= > >="));
        if (sign == null) {
            throw new IllegalStateException("A sign without a meaning");
        }
        if (matches("number")) {
            return new Condition.OfNumber(path, sign, new BigDecimal(next("number", "a number")));
        }
        if (sign != Condition.Sign.EQUAL && sign != Condition.Sign.UNEQUAL) {
            throw wrong("a number after < <= > >=");
        }
        return new Condition.OfWord(path, sign == Condition.Sign.EQUAL, word());
    }

    private JsonNode word() {
        if (matches("text")) {
            String quoted = next("text", "a text");
            return Json.tree(quoted.substring(1, quoted.length() - 1));
        }
        boolean truth = taken("name", "true");
        if (!truth && !taken("name", "false")) {
            throw wrong("a number, a text in quotation marks, true or false");
        }
        return Json.tree(truth);
    }

    private boolean matches(String kind) {
        token.region(at, text.length());
        return token.lookingAt() && token.group(kind) != null;
    }

    /** Whether this comes next; then it is passed. */
    private boolean taken(String kind, String word) {
        boolean next = matches(kind) && word.equals(token.group(kind));
        at = next ? token.end() : at;
        return next;
    }

    private String next(String kind, String expected) {
        if (!matches(kind)) {
            throw wrong(expected);
        }
        at = token.end();
        return token.group(kind);
    }

    private IllegalArgumentException wrong(String expected) {
        String rest = text.substring(at).strip();
        return new IllegalArgumentException(
                "takes " + expected + " at character " + (at + 1) + ", got: " + (rest.isEmpty() ? "the end" : rest));
    }
}
