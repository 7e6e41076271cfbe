package dev.trawl.web;

/** Reads numbers and marks in the first bytes of a file. Reading beyond them gives zero. */
final class Bytes {
    private final byte[] all;

    Bytes(byte[] all) {
        this.all = all;
    }

    int length() {
        return all.length;
    }

    boolean has(int at, int length) {
        return at >= 0 && length >= 0 && at <= all.length - length;
    }

    int one(int at) {
        return has(at, 1) ? all[at] & 255 : 0;
    }

    /** Up to four bytes, the highest first. */
    long big(int at, int length) {
        long value = 0;
        for (int n = 0; n < length; n++) {
            value = (value << 8) | one(at + n);
        }
        return value;
    }

    /** Up to four bytes, the lowest first. */
    long little(int at, int length) {
        long value = 0;
        for (int n = length - 1; n >= 0; n--) {
            value = (value << 8) | one(at + n);
        }
        return value;
    }

    /** Whether a mark stands there, a byte a letter. */
    boolean matches(int at, String mark) {
        if (!has(at, mark.length())) {
            return false;
        }
        for (int n = 0; n < mark.length(); n++) {
            if (one(at + n) != mark.charAt(n)) {
                return false;
            }
        }
        return true;
    }
}
