package dev.trawl.systems.feeds;

import dev.trawl.web.WebhookSignature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Signs webhooks with the secrets of a subscriber: several, with a blank between them, while one takes the place of another. */
final class Signatures {
    private static final String HEADER = "webhook-signature";

    private Signatures() {}

    /**
     * The headers of one attempt.
     *
     * @throws IllegalArgumentException where a secret is none; the message does not repeat it
     */
    static Map<String, String> headers(String secrets, String id, Instant now, String body) {
        Map<String, String> headers = new HashMap<>();
        List<String> signatures = new ArrayList<>();
        for (String secret : secrets.strip().split("\\s+", -1)) {
            headers.putAll(WebhookSignature.of(secret).headers(id, now, body));
            signatures.add(String.valueOf(headers.get(HEADER)));
        }
        headers.put(HEADER, String.join(" ", signatures));
        return headers;
    }
}
