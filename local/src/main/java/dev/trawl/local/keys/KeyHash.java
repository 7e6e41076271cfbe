package dev.trawl.local.keys;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-2-4 with a result of 128 bits (Aumasson and Bernstein, 2012): who does not know the secret can't choose
 * two texts that collide. The result lies here until the next text; for one thread.
 */
final class KeyHash {
    /** Bytes of the secret. */
    static final int SECRET_BYTES = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long secretLow;
    private final long secretHigh;
    private long v0;
    private long v1;
    private long v2;
    private long v3;
    private long high;
    private long low;

    KeyHash(byte[] secret) {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("A secret has " + SECRET_BYTES + " bytes, got: " + secret.length);
        }
        secretLow = (long) LONG.get(secret, 0);
        secretHigh = (long) LONG.get(secret, Long.BYTES);
    }

    /** Hashes a text. The result is never all zeros. */
    void of(byte[] text) {
        v0 = secretLow ^ 0x736f6d6570736575L;
        v1 = secretHigh ^ 0x646f72616e646f6dL ^ 0xee;
        v2 = secretLow ^ 0x6c7967656e657261L;
        v3 = secretHigh ^ 0x7465646279746573L;
        int whole = text.length & -Long.BYTES;
        for (int at = 0; at < whole; at += Long.BYTES) {
            take((long) LONG.get(text, at));
        }
        take(rest(text, whole));
        v2 ^= 0xee;
        high = drawn();
        v1 ^= 0xdd;
        low = drawn();
        if ((high | low) == 0) {
            // All zeros is what an empty place of a table looks like.
            low = 1;
        }
    }

    /** The first half of the result, as the reference implementation writes it. */
    long high() {
        return high;
    }

    /** The second half. */
    long low() {
        return low;
    }

    private static long rest(byte[] text, int from) {
        long rest = (long) text.length << 56;
        for (int at = from; at < text.length; at++) {
            rest |= (text[at] & 0xffL) << (8 * (at - from));
        }
        return rest;
    }

    private void take(long word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
    }

    private long drawn() {
        round();
        round();
        round();
        round();
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
    }
}
