package dev.trawl.web;

/** UTF-8 (RFC 3629) counted and checked without a copy. */
public final class Utf8 {
    private Utf8() {}

    /** Bytes that a character of a text takes; each half of a pair takes two. */
    public static int bytes(char letter) {
        if (letter < 0x80) {
            return 1;
        }
        return letter < 0x800 || Character.isSurrogate(letter) ? 2 : 3;
    }

    /** Bytes that a text takes. */
    public static long bytes(String text) {
        long bytes = 0;
        for (int n = 0; n < text.length(); n++) {
            bytes += bytes(text.charAt(n));
        }
        return bytes;
    }

    /** Whether the first bytes are UTF-8; a character that they cut off at the end is none that is wrong. */
    static boolean valid(byte[] bytes, int length) {
        int at = 0;
        while (at < length) {
            int more = following(bytes[at] & 255);
            if (more < 0) {
                return false;
            }
            for (int n = 1; n <= more && at + n < length; n++) {
                if ((bytes[at + n] & 0xC0) != 0x80) {
                    return false;
                }
            }
            at += more + 1;
        }
        return true;
    }

    /** How many bytes follow the first one of a character; negative where it cannot be the first. */
    private static int following(int first) {
        if (first < 0x80) {
            return 0;
        }
        if (first >= 0xC2 && first < 0xE0) {
            return 1;
        }
        if (first >= 0xE0 && first < 0xF0) {
            return 2;
        }
        return first >= 0xF0 && first < 0xF5 ? 3 : -1;
    }
}
