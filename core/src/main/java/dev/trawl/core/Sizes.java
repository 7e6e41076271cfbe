package dev.trawl.core;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: a whole number with {@code KB}, {@code MB} or {@code GB}; a KB has 1,024 bytes. */
public final class Sizes {
    /** How they are written. */
    public static final Pattern FORM = Pattern.compile("(\\d{1,9})(KB|MB|GB)");

    private Sizes() {}

    /**
     * Reads {@code 200MB}.
     *
     * @return bytes, at least 1
     * @throws IllegalArgumentException where it is something else
     */
    public static long parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Long.parseLong(form.group(1)) == 0) {
            throw new IllegalArgumentException("takes a size such as 200MB or 2GB, got: " + text);
        }
        int shift = switch (form.group(2)) {
            case "KB" -> 10;
            case "MB" -> 20;
            default -> 30;
        };
        return Long.parseLong(form.group(1)) << shift;
    }
}
