package dev.trawl.core;

/**
 * Why something failed.
 *
 * @param reason a word in kebab-case, such as {@code http-404}, that scripts and counts rely on
 * @param message free text beside it; may hold text of strangers
 */
public record Failure(String reason, String message) {
    /** The longest message kept. */
    public static final int MESSAGE_MAX = 2_000;

    public Failure {
        if (!reason.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("A reason is a word in kebab-case, got: " + reason);
        }
        message = message.length() > MESSAGE_MAX ? message.substring(0, MESSAGE_MAX - 1) + "…" : message;
    }

    @Override
    public String toString() {
        return message.isEmpty() ? reason : reason + ": " + message;
    }
}
