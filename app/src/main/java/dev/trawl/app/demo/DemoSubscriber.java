package dev.trawl.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who wants to be told of the new articles of a feed. */
record DemoSubscriber(String id, DemoFeed feed, Temper temper) {
    /** What every subscriber of the demo is called first. */
    static final String PREFIX = "demo-";

    private static final int HOSTS = 4;
    private static final int EACH_MAX = 4;

    /** How a subscriber answers. */
    enum Temper {
        PROMPT,
        /** Only when all others of its feed were told. */
        SLOW,
        /** 503 at first. */
        FALTERING,
        /** 410: wants no more. */
        GONE("http-410"),
        /** Nothing listens there. */
        DEAD("connect");

        private final Optional<String> problem;

        Temper() {
            problem = Optional.empty();
        }

        Temper(String problem) {
            this.problem = Optional.of(problem);
        }

        /** Why it can't be told; empty where it can. */
        Optional<String> problem() {
            return problem;
        }

        private String host() {
            return name().toLowerCase(Locale.ROOT) + ".example";
        }
    }

    /** Those of these feeds: one to four prompt ones each, and one of each other temper for the first. */
    static List<DemoSubscriber> of(List<DemoFeed> feeds) {
        List<DemoSubscriber> all = new ArrayList<>();
        for (Temper temper : Temper.values()) {
            if (temper != Temper.PROMPT) {
                all.add(new DemoSubscriber(PREFIX + temper.name().toLowerCase(Locale.ROOT), feeds.getFirst(), temper));
            }
        }
        for (DemoFeed feed : feeds) {
            for (int n = 0; n < EACH_MAX - feed.number() % EACH_MAX; n++) {
                all.add(new DemoSubscriber(PREFIX + feed.number() + "-" + n, feed, Temper.PROMPT));
            }
        }
        return all;
    }

    /** Whether it can be told. */
    boolean live() {
        return temper.problem().isEmpty();
    }

    String host() {
        return temper == Temper.PROMPT ? "hooks" + feed.number() % HOSTS + ".example" : temper.host();
    }

    String url() {
        return (feed.number() % 2 == 0 ? "https" : "http") + "://" + host() + "/" + id;
    }

    /** What its webhooks are signed with: 32 bytes. */
    byte[] key() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(("secret of " + id).getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256; this one is broken", e);
        }
    }

    /** The same as it is written down. */
    String secret() {
        return "whsec_" + Base64.getEncoder().encodeToString(key());
    }
}
