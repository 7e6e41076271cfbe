package dev.trawl.app.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Json;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/**
 * Where webhooks arrive. It checks their signatures by itself, after Standard Webhooks, and keeps who was told of what by which
 * {@code webhook-id}. For any number of threads.
 */
final class Letterbox implements Host {
    /** How long the slow subscriber waits for the others; shorter than its sender waits for it. */
    private static final int PATIENCE_SECONDS = 10;

    private static final Duration CLOCKS_APART_MAX = Duration.ofMinutes(5);

    private final Map<String, DemoSubscriber> subscribers;
    private final InstantSource clock;
    /** What every live subscriber has to be told once. */
    private final Set<Told> wanted;
    /** What the others of the slow one's feed were not told yet. */
    private final Set<Told> missing = ConcurrentHashMap.newKeySet();

    private final CountDownLatch othersTold = new CountDownLatch(1);
    private final Map<Told, Set<String>> ids = new ConcurrentHashMap<>();
    private final Set<String> faltered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger visits = new AtomicInteger();
    private final AtomicInteger forged = new AtomicInteger();
    private final AtomicInteger waitedInVain = new AtomicInteger();

    private record Told(String subscriber, String article) {}

    Letterbox(Collection<DemoSubscriber> all, InstantSource clock) {
        this.subscribers = all.stream().collect(Collectors.toMap(DemoSubscriber::id, Function.identity()));
        this.clock = clock;
        this.wanted = all.stream()
                .filter(DemoSubscriber::live)
                .flatMap(Letterbox::news)
                .collect(Collectors.toUnmodifiableSet());
        List<DemoFeed> awaited = all.stream()
                .filter(each -> each.temper() == DemoSubscriber.Temper.SLOW)
                .map(DemoSubscriber::feed)
                .toList();
        wanted.stream()
                .filter(told -> awaited.contains(subscriber(told).feed()))
                .filter(told -> subscriber(told).temper() != DemoSubscriber.Temper.SLOW)
                .forEach(missing::add);
    }

    private static Stream<Told> news(DemoSubscriber subscriber) {
        return subscriber.feed().fresh().stream().map(article -> new Told(subscriber.id(), article));
    }

    private DemoSubscriber subscriber(Told told) {
        return Objects.requireNonNull(subscribers.get(told.subscriber()));
    }

    /** Its hosts answer, but for the dead one. */
    void open(Site site) {
        for (DemoSubscriber subscriber : subscribers.values()) {
            if (subscriber.temper() == DemoSubscriber.Temper.DEAD) {
                site.putDead(subscriber.host());
            } else {
                site.put(subscriber.host(), this);
            }
        }
    }

    /** How many live subscribers have to be told of something. */
    long listeners() {
        return wanted.stream().map(Told::subscriber).distinct().count();
    }

    /** How many webhooks arrived since it was asked last. */
    int visits() {
        return visits.getAndSet(0);
    }

    /** What arrived against what had to. */
    List<Check> checks() {
        Set<Told> once = ids.entrySet().stream()
                .filter(told -> told.getValue().size() == 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(HashSet::new));
        once.retainAll(wanted);
        List<Check> checks = new ArrayList<>();
        checks.add(Check.of("articles told to live subscribers once", wanted.size(), once.size()));
        checks.add(Check.of("told again by another webhook-id, or to others", 0, ids.size() - once.size()));
        checks.add(Check.of("webhooks that are not rightly signed", 0, forged.get()));
        checks.add(Check.of("subscribers that waited for the slow one", 0, waitedInVain.get()));
        return checks;
    }

    @Override
    public Reply answer(Visit visit) throws InterruptedException {
        visits.incrementAndGet();
        DemoSubscriber subscriber = subscribers.get(visit.path().substring(1));
        if (subscriber == null) {
            return Reply.status(404);
        }
        if (!signed(visit, subscriber.key())) {
            forged.incrementAndGet();
            return Reply.status(401);
        }
        return switch (subscriber.temper()) {
            case GONE, DEAD -> Reply.status(410);
            case FALTERING -> faltered.add(subscriber.id()) ? Reply.status(503) : take(subscriber, visit);
            case SLOW -> {
                waitedInVain.addAndGet(othersTold.await(PATIENCE_SECONDS, TimeUnit.SECONDS) ? 0 : 1);
                yield take(subscriber, visit);
            }
            case PROMPT -> take(subscriber, visit);
        };
    }

    private Reply take(DemoSubscriber subscriber, Visit visit) {
        String id = visit.header("webhook-id").orElse("");
        for (JsonNode article : Json.parse(visit.body()).tree().at("/data/articles")) {
            Told told = new Told(subscriber.id(), article.path("id").asString(""));
            ids.computeIfAbsent(told, _ -> ConcurrentHashMap.newKeySet()).add(id);
            missing.remove(told);
        }
        if (missing.isEmpty()) {
            othersTold.countDown();
        }
        return new Reply(204, Map.of(), () -> new byte[0]);
    }

    private boolean signed(Visit visit, byte[] key) {
        String id = visit.header("webhook-id").orElse("");
        String timestamp = visit.header("webhook-timestamp").orElse("");
        if (id.isEmpty() || !timestamp.matches("\\d{1,12}") || !now(Long.parseLong(timestamp))) {
            return false;
        }
        byte[] right = ("v1,"
                        + Base64.getEncoder().encodeToString(sign(key, id + "." + timestamp + "." + visit.body())))
                .getBytes(US_ASCII);
        String given = visit.header("webhook-signature").orElse("");
        return Arrays.stream(given.split(" ", -1))
                .anyMatch(each -> MessageDigest.isEqual(right, each.getBytes(US_ASCII)));
    }

    private boolean now(long seconds) {
        return Duration.between(Instant.ofEpochSecond(seconds), clock.instant())
                        .abs()
                        .compareTo(CLOCKS_APART_MAX)
                <= 0;
    }

    private static byte[] sign(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA256; this one is broken", e);
        }
    }
}
