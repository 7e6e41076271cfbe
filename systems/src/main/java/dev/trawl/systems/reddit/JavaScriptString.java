package dev.trawl.systems.reddit;

import java.util.Optional;

/** Reads a string literal of JavaScript (ECMA-262, section 12.9.4), as pages hold text in scripts. */
final class JavaScriptString {
    private final String script;
    private final StringBuilder text = new StringBuilder();
    private int at;

    private JavaScriptString(String script, int at) {
        this.script = script;
        this.at = at;
    }

    /**
     * Reads the literal that begins with a quote.
     *
     * @param start where the quote is
     * @return its text; empty where none begins there or it does not end
     */
    static Optional<String> at(String script, int start) {
        if (start >= script.length() || "\"'".indexOf(script.charAt(start)) < 0) {
            return Optional.empty();
        }
        return new JavaScriptString(script, start + 1).upTo(script.charAt(start));
    }

    private Optional<String> upTo(char quote) {
        while (at < script.length()) {
            char next = script.charAt(at++);
            if (next == quote) {
                return Optional.of(text.toString());
            }
            if (next == '\n' || next == '\r') {
                return Optional.empty();
            }
            if (next != '\\') {
                text.append(next);
            } else if (!escape()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean escape() {
        if (at == script.length()) {
            return false;
        }
        char letter = script.charAt(at++);
        return switch (letter) {
            case 'x' -> code(2);
            case 'u' -> script.startsWith("{", at) ? bracedCode() : code(4);
            case '\r' -> continuation();
            case '\n', '\u2028', '\u2029' -> true;
            default -> append(plain(letter));
        };
    }

    private static char plain(char letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'v' -> '\u000b';
            case '0' -> '\0';
            default -> letter;
        };
    }

    /** A line that goes on; its end may be two characters. */
    private boolean continuation() {
        at += script.startsWith("\n", at) ? 1 : 0;
        return true;
    }

    private boolean bracedCode() {
        int end = script.indexOf('}', at);
        boolean fits = end > at + 1 && end - at <= 7;
        int begin = at + 1;
        at = fits ? end + 1 : at;
        return fits && appendCode(script.substring(begin, end));
    }

    private boolean code(int digits) {
        int begin = at;
        at += digits;
        return at <= script.length() && appendCode(script.substring(begin, at));
    }

    private boolean appendCode(String digits) {
        if (!digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
            return false;
        }
        int code = Integer.parseInt(digits, 16);
        if (code > Character.MAX_CODE_POINT) {
            return false;
        }
        text.appendCodePoint(code);
        return true;
    }

    private boolean append(char letter) {
        text.append(letter);
        return true;
    }
}
