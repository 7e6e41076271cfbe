package dev.trawl.app;

/** Text of strangers as people may see it: nothing in it moves the cursor, changes colours or turns the reading direction. */
public final class Visible {
    /** The most characters of a foreign word in a message. */
    public static final int WORD_CHARACTERS_MAX = 60;

    private Visible() {}

    /** The text with control and formatting characters written as {@code \n}, {@code \}{@code u001b} and the like. */
    public static String text(String text) {
        if (text.codePoints().noneMatch(Visible::hidden)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> append(shown, point));
        return shown.toString();
    }

    /** The text in quotation marks, visible, and cut where it is longer than {@value #WORD_CHARACTERS_MAX} characters. */
    public static String quoted(String text) {
        boolean whole = text.length() <= WORD_CHARACTERS_MAX;
        return '"' + text(whole ? text : text.substring(0, WORD_CHARACTERS_MAX) + "…") + '"';
    }

    private static void append(StringBuilder shown, int point) {
        if (!hidden(point)) {
            shown.appendCodePoint(point);
            return;
        }
        switch (point) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> shown.append(point < 0x10000 ? "\\u%04x".formatted(point) : "\\U%08x".formatted(point));
        }
    }

    private static boolean hidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
