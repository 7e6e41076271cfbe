package dev.trawl.app.jobfile;

import dev.trawl.app.Visible;
import dev.trawl.core.ClosestWord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Holds a document against a shape and collects everything that does not fit. For one document. */
final class ShapeCheck {
    private final Document document;
    private final List<Problem> problems = new ArrayList<>();

    private ShapeCheck(Document document) {
        this.document = document;
    }

    /** The problems, in no order. */
    static List<Problem> problems(Document document, Shape shape) {
        ShapeCheck check = new ShapeCheck(document);
        check.check(document.tree(), "", shape);
        return check.problems;
    }

    private void check(JsonNode node, String pointer, Shape shape) {
        if (!fits(node, shape)) {
            wrong(pointer, "found " + Found.describe(node) + "; " + subject(pointer) + " takes " + shape.takes());
            return;
        }
        switch (shape) {
            case Shape.Text text -> text(node.stringValue(), pointer, text);
            case Shape.Word word -> word(node.stringValue(), pointer, word);
            case Shape.Whole whole -> range(node, pointer, whole.min(), whole.max(), whole);
            case Shape.Decimal number -> range(node, pointer, number.min(), number.max(), number);
            case Shape.Listed list -> list(node, pointer, list);
            case Shape.Named named -> named(node, pointer, named);
            case Shape.Keyed keyed -> keyed(node, pointer, keyed);
            case Shape.Either either -> check(node, pointer, chosen(node, either));
            case Shape.Truth _, Shape.Plain _, Shape.Settings _ -> {}
        }
    }

    private static boolean fits(JsonNode node, Shape shape) {
        return switch (shape) {
            case Shape.Text _, Shape.Word _ -> node.isString();
            case Shape.Whole _ -> node.isIntegralNumber();
            case Shape.Decimal _ -> node.isNumber();
            case Shape.Truth _ -> node.isBoolean();
            case Shape.Plain _ -> node.isString() || node.isNumber() || node.isBoolean();
            case Shape.Settings _, Shape.Named _, Shape.Keyed _ -> node.isObject();
            case Shape.Listed _ -> node.isArray();
            case Shape.Either either -> either.shapes().stream().anyMatch(one -> fits(node, one));
        };
    }

    private static Shape chosen(JsonNode node, Shape.Either either) {
        return either.shapes().stream()
                .filter(one -> fits(node, one))
                .findFirst()
                .orElseThrow();
    }

    private void text(String found, String pointer, Shape.Text text) {
        if (!found.matches(text.pattern())) {
            wrong(pointer, "found " + Visible.quoted(found) + "; " + subject(pointer) + " takes " + text.takes());
            return;
        }
        try {
            text.check().accept(found);
        } catch (IllegalArgumentException e) {
            wrong(pointer, subject(pointer) + " " + e.getMessage());
        }
    }

    private void word(String found, String pointer, Shape.Word word) {
        if (!word.words().contains(found)) {
            wrong(
                    pointer,
                    "found " + Visible.quoted(found) + "; " + subject(pointer) + " takes " + word.takes()
                            + ClosestWord.hint(found, word.words()));
        }
    }

    private void range(JsonNode node, String pointer, long min, long max, Shape shape) {
        BigDecimal found = node.decimalValue();
        if (found.compareTo(BigDecimal.valueOf(min)) < 0 || found.compareTo(BigDecimal.valueOf(max)) > 0) {
            wrong(pointer, "found " + node + "; " + subject(pointer) + " takes " + shape.takes());
        }
    }

    private void list(JsonNode node, String pointer, Shape.Listed list) {
        if (node.size() < list.min()) {
            wrong(
                    pointer,
                    "found an empty list; " + subject(pointer) + " takes " + list.takes() + ", at least " + list.min());
        }
        for (int n = 0; n < node.size(); n++) {
            check(node.get(n), Document.below(pointer, n), list.element());
        }
    }

    private void named(JsonNode node, String pointer, Shape.Named named) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String below = Document.below(pointer, entry.getKey());
            if (!entry.getKey().matches(named.name().pattern())) {
                problems.add(Problem.error(
                        document.key(below),
                        "found " + Visible.quoted(entry.getKey()) + "; the name of " + named.what() + " is "
                                + named.name().takes()));
            }
            check(entry.getValue(), below, named.value());
        }
    }

    private void keyed(JsonNode node, String pointer, Shape.Keyed keyed) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String below = Document.below(pointer, entry.getKey());
            keyed.key(entry.getKey())
                    .ifPresentOrElse(
                            key -> known(key, entry.getValue(), below), () -> unknown(entry.getKey(), below, keyed));
        }
        for (Shape.Key key : keyed.keys()) {
            if (key.needed() && !node.has(key.name())) {
                wrong(
                        pointer,
                        keyed.what() + " has no key \"" + key.name() + "\", which is needed; it takes "
                                + key.shape().takes());
            }
        }
        choice(node, pointer, keyed);
    }

    private void known(Shape.Key key, JsonNode value, String below) {
        key.later().ifPresent(why -> problems.add(Problem.note(document.key(below), why)));
        check(value, below, key.shape());
    }

    private void unknown(String name, String below, Shape.Keyed keyed) {
        problems.add(Problem.error(
                document.key(below),
                "unknown key " + Visible.quoted(name) + " in " + keyed.what() + "; known are "
                        + String.join(", ", keyed.names()) + ClosestWord.hint(name, keyed.names())));
    }

    private void choice(JsonNode node, String pointer, Shape.Keyed keyed) {
        List<String> there = keyed.choice().stream().filter(node::has).toList();
        // An unknown key is most likely the one that is missing; saying so twice helps nobody.
        boolean told = there.isEmpty() && !keyed.names().containsAll(node.propertyNames());
        if (!keyed.choice().isEmpty() && there.size() != 1 && !told) {
            wrong(
                    pointer,
                    "found " + (there.isEmpty() ? "none" : String.join(" and ", there)) + "; " + keyed.what()
                            + " takes exactly one of " + String.join(", ", keyed.choice()));
        }
    }

    private void wrong(String pointer, String message) {
        problems.add(Problem.error(document.value(pointer), message));
    }

    private static String subject(String pointer) {
        return Found.path(pointer);
    }
}
