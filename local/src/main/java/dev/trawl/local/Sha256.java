package dev.trawl.local;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash that contents are known by. */
final class Sha256 {
    private Sha256() {}

    /** A new one. */
    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256; this one is broken", e);
        }
    }
}
