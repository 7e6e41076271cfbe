package dev.trawl.core;

import java.util.regex.Pattern;

/**
 * Why something failed.
 *
 * @param reason a word in kebab-case, such as {@code http-404}, that scripts and counts rely on
 * @param message free text beside it; may hold text of strangers
 */
public record Failure(String reason, String message) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** The longest message kept. */
    public static final int MESSAGE_MAX = 2_000;

    public Failure {
        if (!FORM.matcher(reason).matches()) {
            throw new IllegalArgumentException("A reason is a word in kebab-case, got: " + reason);
        }
        message = message.length() > MESSAGE_MAX ? message.substring(0, MESSAGE_MAX - 1) + "…" : message;
    }

    @Override
    public String toString() {
        return message.isEmpty() ? reason : reason + ": " + message;
    }
}
