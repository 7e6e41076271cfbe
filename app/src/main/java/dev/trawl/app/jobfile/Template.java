package dev.trawl.app.jobfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with places to fill: {@code {name}} is an input, <code>${env.NAME}</code> a variable of the environment,
 * <code>${env.NAME:-TEXT}</code> one that need not be set,
 * <code>{{</code> and <code>}}</code> are braces.
 */
record Template(List<Part> parts) {
    /** A piece of a template. */
    sealed interface Part {
        /** Text as it is. */
        record Literal(String text) implements Part {}

        /** The value of an input. */
        record FromInput(String name) implements Part {}

        /**
         * The value of a variable of the environment.
         *
         * @param standard what holds where it is not set, or empty
         */
        record FromEnvironment(String name, Optional<String> standard) implements Part {}
    }

    private static final Pattern PIECE = Pattern.compile(
            "(?<literal>[^{}$]+|\\$(?!\\{))|(?<brace>\\{\\{|\\}\\})"
                    + "|\\$\\{env\\.(?<env>[A-Za-z_][A-Za-z0-9_]{0,200})(?::-(?<standard>[^{}]*))?\\}|\\{(?<input>[a-z][a-z0-9_]{0,62})\\}");

    /** Reads text; a brace that opens or closes nothing is an IllegalArgumentException. */
    static Template parse(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        Matcher piece = PIECE.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!piece.find(at) || piece.start() != at) {
                throw new IllegalArgumentException(
                        "holds a brace that is no {input} and no ${env.NAME}; write {{ or }} for a brace itself");
            }
            at = piece.end();
            add(parts, literal, piece);
        }
        flush(parts, literal);
        return new Template(List.copyOf(parts));
    }

    /** Whether the text is one place to fill and nothing else, so that the value keeps its type. */
    boolean whole() {
        return parts.size() == 1;
    }

    /** The text, where there is nothing to fill in it; empty where there is. */
    Optional<String> literal() {
        return switch (parts.size()) {
            case 0 -> Optional.of("");
            case 1 -> parts.getFirst() instanceof Part.Literal(String text) ? Optional.of(text) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The inputs it names. */
    List<String> inputs() {
        return parts.stream()
                .filter(Part.FromInput.class::isInstance)
                .map(part -> ((Part.FromInput) part).name())
                .toList();
    }

    private static void add(List<Part> parts, StringBuilder literal, Matcher piece) {
        String input = piece.group("input");
        String env = piece.group("env");
        if (input == null && env == null) {
            literal.append(
                    piece.group("brace") == null ? piece.group() : piece.group().substring(1));
            return;
        }
        flush(parts, literal);
        parts.add(
                input == null
                        ? new Part.FromEnvironment(env, Optional.ofNullable(piece.group("standard")))
                        : new Part.FromInput(input));
    }

    private static void flush(List<Part> parts, StringBuilder literal) {
        if (!literal.isEmpty()) {
            parts.add(new Part.Literal(literal.toString()));
            literal.setLength(0);
        }
    }
}
