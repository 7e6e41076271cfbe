package dev.trawl.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhooks after Standard Webhooks 1.0 (standardwebhooks.com): HMAC-SHA256 of {@code id.timestamp.body}. For any
 * number of threads.
 */
public final class WebhookSignature {
    /** What secrets begin with. */
    public static final String PREFIX = "whsec_";

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private WebhookSignature(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * With a secret.
     *
     * @param secret {@code whsec_} and base64
     * @throws IllegalArgumentException where it is none; the message does not repeat it
     */
    public static WebhookSignature of(String secret) {
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : "");
            if (bytes.length > 0) {
                return new WebhookSignature(bytes);
            }
        } catch (IllegalArgumentException e) {
            // Not base64; said below, without what it was.
        }
        throw new IllegalArgumentException(
                "A secret of webhooks is whsec_ and base64, of 24 to 64 random bytes; what was given is not");
    }

    /**
     * The headers of one try.
     *
     * @param id the same at every try of a message
     * @param at when it is tried
     */
    public Map<String, String> headers(String id, Instant at, String body) {
        long seconds = at.getEpochSecond();
        return Map.of(
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(seconds),
                "webhook-signature",
                "v1," + sign(id + "." + seconds + "." + body));
    }

    private String sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA256; this one is broken", e);
        }
    }
}
