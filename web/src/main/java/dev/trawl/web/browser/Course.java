package dev.trawl.web.browser;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * What happens to an open page: taken in order while something is waited for, so that nothing of the page stands still
 * meanwhile, whatever is waited for. For one thread.
 */
final class Course {
    /** A page is at rest when it is loaded and has asked for nothing for so long. */
    private static final Duration QUIET = Duration.ofMillis(500);

    /** A document that refuses to answer as it is gone is followed by another within that. */
    private static final Duration NEXT_MAX = Duration.ofSeconds(5);

    private final BlockingQueue<Happening> happenings;
    private final Arrival<?> arrival;
    private final Passage passage;
    private final Tab tab;
    private final Time time;
    private final Set<String> loaded = new HashSet<>();
    private String loader = "";
    private int documents;
    private Optional<String> refusal = Optional.empty();
    private int underWay;
    private Instant quietSince;
    private boolean changed;

    Course(BlockingQueue<Happening> happenings, Arrival<?> arrival, Passage passage, Tab tab, Time time) {
        this.happenings = happenings;
        this.arrival = arrival;
        this.passage = passage;
        this.tab = tab;
        this.time = time;
        this.quietSince = time.now();
    }

    /** How long a visit may last. */
    record Time(InstantSource clock, Instant end) {
        Instant now() {
            return clock.instant();
        }

        Duration left() {
            Duration left = Duration.between(now(), end);
            return left.isPositive() ? left : Duration.ofMillis(1);
        }

        /** When half of it is over that is left. */
        Instant half() {
            return now().plus(left().dividedBy(2));
        }
    }

    /** Why the browser did not take the last address; empty where it did. */
    Optional<String> refusal() {
        return refusal;
    }

    /** Takes what happens until something is so; whether it is by then. What ends the visit ends the waiting, too. */
    boolean until(BooleanSupplier so, Instant latest) throws BrowserGone, InterruptedException {
        while (true) {
            Instant now = time.now();
            if (arrival.failure().isPresent() || so.getAsBoolean()) {
                return true;
            }
            if (!now.isBefore(latest)) {
                return false;
            }
            Instant quiet = quietSince.plus(QUIET);
            Instant next = underWay == 0 && quiet.isAfter(now) && quiet.isBefore(latest) ? quiet : latest;
            Happening happened = happenings.poll(Duration.between(now, next).toNanos(), TimeUnit.NANOSECONDS);
            if (happened != null) {
                take(happened);
            }
        }
    }

    /**
     * Takes what happens until something is so.
     *
     * @param what is waited for, for whoever reads why it did not come
     * @throws PageBroken where it is not so by the end of the time, or the page has failed
     */
    void await(BooleanSupplier so, String what) throws BrowserGone, PageBroken, InterruptedException {
        boolean ended = until(so, time.end());
        if (!ended || arrival.failure().isPresent()) {
            throw new PageBroken("no " + what);
        }
    }

    /** Takes what happens until the page has come to rest, or half of the time that is left is over. */
    void rest() throws BrowserGone, InterruptedException {
        until(this::resting, time.half());
    }

    /** Likewise, after something was done to it. */
    void restAgain() throws BrowserGone, InterruptedException {
        quietSince = time.now();
        rest();
    }

    /**
     * The answer to what is asked of the page that is shown. Where the page goes elsewhere meanwhile, the next is asked: an
     * answer may be owed by a document that is gone, and then never comes.
     */
    JsonNode answer(Supplier<CompletableFuture<JsonNode>> ask, String what)
            throws BrowserGone, PageBroken, InterruptedException {
        while (true) {
            int before = documents;
            Optional<JsonNode> answer = orGone(ask.get(), what);
            if (answer.isPresent()) {
                return answer.get();
            }
            await(() -> documents > before, what);
        }
    }

    /** The answer to what was asked of the page that is shown; empty where the page went elsewhere meanwhile. */
    Optional<JsonNode> orGone(CompletableFuture<JsonNode> asked, String what)
            throws BrowserGone, PageBroken, InterruptedException {
        int before = documents;
        return answered(asked, () -> documents > before, what);
    }

    /** The answer to what is worked out at once; empty where the document is gone that was asked. */
    Optional<JsonNode> once(CompletableFuture<JsonNode> asked, String what)
            throws BrowserGone, PageBroken, InterruptedException {
        return answered(asked, () -> false, what);
    }

    private Optional<JsonNode> answered(CompletableFuture<JsonNode> asked, BooleanSupplier gone, String what)
            throws BrowserGone, PageBroken, InterruptedException {
        int before = documents;
        var _ = asked.whenComplete((_, _) -> happenings.add(new Happening.Answered()));
        await(() -> asked.isDone() || gone.getAsBoolean(), what);
        try {
            return Optional.ofNullable(asked.getNow(null));
        } catch (CompletionException e) {
            if (e.getCause() instanceof BrowserGone) {
                throw new BrowserGone("The browser died while it showed " + arrival.at());
            }
            String refused = e.getCause() instanceof PageBroken why ? String.valueOf(why.getMessage()) : e.toString();
            Instant next = time.now().plus(NEXT_MAX);
            if (!until(() -> documents > before, next.isBefore(time.end()) ? next : time.end())) {
                throw new PageBroken("no " + what + ": the browser refused (" + refused + ")");
            }
            return Optional.empty();
        }
    }

    /** Works out an expression in the page that is shown; likewise. */
    JsonNode look(String expression, String what) throws BrowserGone, PageBroken, InterruptedException {
        return Tab.value(answer(() -> tab.look(expression), what));
    }

    /** From here on the page is watched for changes. */
    void watch() {
        changed = false;
        tab.watch();
    }

    /** Whether it has changed since then, or may have. */
    boolean changed() {
        return changed;
    }

    /** Whether it is loaded, and has asked for nothing for a while. */
    boolean resting() {
        return quiet() && arrival.document().isPresent() && loaded.contains(loader);
    }

    /** Whether the browser did not take the address, and nothing more comes of it. */
    boolean refused() {
        return refusal.isPresent() && quiet();
    }

    private boolean quiet() {
        return underWay == 0 && !time.now().isBefore(quietSince.plus(QUIET));
    }

    private void take(Happening happened) throws BrowserGone, InterruptedException {
        switch (happened) {
            case Happening.Wanted wanted -> wanted(wanted);
            case Happening.Begun begun -> arrival.take(begun);
            case Happening.Over over -> arrival.take(over);
            case Happening.Shown(String shown) -> {
                loader = shown;
                documents++;
            }
            case Happening.Loaded(String one) -> {
                loaded.add(one);
                quietSince = time.now();
            }
            case Happening.Traffic(int now) -> {
                underWay = now;
                quietSince = time.now();
            }
            case Happening.Taken(Optional<String> refused) -> {
                refusal = refused;
                quietSince = time.now();
            }
            case Happening.Answered() -> {
                // Whoever waits for it looks by himself.
            }
            case Happening.Changed() -> {
                changed = true;
                quietSince = time.now();
            }
            case Happening.Crashed() -> arrival.crashed();
            case Happening.Gone() -> throw new BrowserGone("The browser died while it showed " + arrival.at());
        }
    }

    private void wanted(Happening.Wanted wanted) throws InterruptedException {
        if (arrival.goesOn(passage, wanted.url())) {
            loader = "";
            tab.go(wanted.request());
        } else {
            tab.refuse(wanted.request());
        }
    }
}
