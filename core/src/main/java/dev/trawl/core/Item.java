package dev.trawl.core;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One unit of work.
 *
 * @param key names it, unique in its run; 1 to {@value #KEY_BYTES_MAX} bytes of UTF-8
 * @param value what the worker needs to know
 */
public record Item(String key, Json value) {
    /** The longest key: a long URL still fits. */
    public static final int KEY_BYTES_MAX = 8_192;

    public Item {
        int bytes = key.length() > KEY_BYTES_MAX / 3 ? key.getBytes(UTF_8).length : key.length();
        if (key.isEmpty() || bytes > KEY_BYTES_MAX) {
            throw new IllegalArgumentException("An item's key has 1 to " + KEY_BYTES_MAX + " bytes, got: " + bytes);
        }
    }
}
