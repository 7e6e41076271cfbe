package dev.trawl.web.browser;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** By which the door knows a page; nobody else can guess them. */
record Credentials(String user, String password) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PASSWORD_BYTES = 16;

    /** New ones. */
    static Credentials make() {
        byte[] secret = new byte[2 * PASSWORD_BYTES];
        RANDOM.nextBytes(secret);
        String text = HexFormat.of().formatHex(secret);
        return new Credentials(text.substring(0, 2 * PASSWORD_BYTES), text.substring(2 * PASSWORD_BYTES));
    }

    /** As a header has them (RFC 7617). */
    String header() {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(US_ASCII));
    }

    @Override
    public String toString() {
        return "credentials";
    }
}
