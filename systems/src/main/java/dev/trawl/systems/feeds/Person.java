package dev.trawl.systems.feeds;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** People as feeds name them: {@code Ada}, {@code ada@x.test (Ada)}, {@code Ada <ada@x.test>}. */
final class Person {
    /** No name is longer. */
    private static final int LETTERS_MAX = 1_000;

    private static final String MAIL = "[^\\s<>()@]+@[^\\s<>()@]+";
    private static final Pattern NAMED =
            Pattern.compile(MAIL + "\\s*\\(([^()]+)\\)|([^()<>@]+?)\\s*[(<]" + MAIL + "[)>]");

    private Person() {}

    /** The name where there is one, else what was written. */
    static String name(String written) {
        String text = written.strip();
        if (text.length() > LETTERS_MAX) {
            return text.substring(0, LETTERS_MAX);
        }
        Matcher named = NAMED.matcher(text);
        if (!named.matches()) {
            return text;
        }
        String behind = named.group(1);
        return (behind == null ? named.group(2) : behind).strip();
    }
}
