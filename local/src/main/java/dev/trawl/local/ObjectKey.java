package dev.trawl.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;

/**
 * The name of an object, checked: it stays inside the folder of objects and is a file name everywhere.
 *
 * @param parts 1 or more names, folders first
 */
record ObjectKey(List<String> parts) {
    /** The longest key, in bytes of UTF-8. */
    static final int BYTES_MAX = 1_000;

    /** The longest part of a key, in bytes of UTF-8: what file systems take. */
    static final int PART_BYTES_MAX = 255;

    private static final int SHOWN_MAX = 200;

    ObjectKey {
        parts = List.copyOf(parts);
    }

    /** Reads a key; one that is not allowed is an IllegalArgumentException. */
    static ObjectKey of(String text) {
        require(bytes(text) <= BYTES_MAX, text, "it has more than " + BYTES_MAX + " bytes, or is no Unicode text");
        require(text.chars().noneMatch(ObjectKey::forbidden), text, "it has a control character or a backslash");
        List<String> parts = List.of(text.split("/", -1));
        parts.forEach(part -> check(part, text));
        return new ObjectKey(parts);
    }

    private static void check(String part, String text) {
        require(!part.isEmpty(), text, "a part of it is empty, or it is absolute");
        require(!part.endsWith(".") && !part.endsWith(" "), text, "a part of it ends in a dot or a space");
        require(bytes(part) <= PART_BYTES_MAX, text, "a part of it has more than " + PART_BYTES_MAX + " bytes");
    }

    private static boolean forbidden(int character) {
        return Character.isISOControl(character) || character == '\\';
    }

    private static int bytes(String text) {
        try {
            ByteBuffer bytes = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return bytes.remaining();
        } catch (CharacterCodingException e) {
            return Integer.MAX_VALUE;
        }
    }

    private static void require(boolean holds, String text, String found) {
        if (!holds) {
            throw new IllegalArgumentException("Storing an object as \"" + shown(text) + "\" was refused: " + found
                    + ". Nothing was stored. Name it by relative parts with / between them.");
        }
    }

    /** The key without what could confuse a terminal or a log. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(SHOWN_MAX)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\uFFFD' : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }
}
