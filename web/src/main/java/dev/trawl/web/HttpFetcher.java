package dev.trawl.web;

import dev.trawl.core.port.Budgets;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Fetches over HTTP/1.1: every request takes a place at its own host, passes the egress door and is over within its
 * time. Nothing is kept of cookies or credentials. Safe for any number of threads, virtual ones best.
 */
public final class HttpFetcher implements Fetcher, AutoCloseable {
    /** How Trawl names itself where nobody says otherwise. */
    public static final String USER_AGENT = "Trawl/0.1.0 (+https://trawl.dev)";

    private final EgressDoor door;
    private final Politeness politeness;
    private final InstantSource clock;
    private final Wire wire;
    private final ScheduledThreadPoolExecutor timer;

    /** A fetcher that goes through this door and asks no host more than the budgets allow. */
    public HttpFetcher(EgressDoor door, Budgets budgets, InstantSource clock, Pause pause, String userAgent) {
        this.door = door;
        this.clock = clock;
        this.politeness = new Politeness(budgets, clock, pause);
        this.wire = new Wire(door, userAgent);
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("fetch-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public <T> Fetched<T> get(FetchRequest request, BodyReader<T> reader) throws InterruptedException {
        return travel(new Journey(request, Optional.empty()), reader);
    }

    @Override
    public <T> Fetched<T> post(FetchRequest request, Posting posting, BodyReader<T> reader)
            throws InterruptedException {
        return travel(new Journey(request, Optional.of(posting)), reader);
    }

    /** For those who speak HTTP by themselves: over the same connections, through the same door, within the same budgets. */
    public Relay relay() {
        return new Relay(door, wire, politeness, clock, timer);
    }

    private <T> Fetched<T> travel(Journey journey, BodyReader<T> reader) throws InterruptedException {
        while (true) {
            switch (step(journey, reader)) {
                case Step.Ended<T>(Fetched<T> result) -> {
                    return result;
                }
                case Step.Moved<T> moved -> {
                    Optional<Fetched<T>> end = follow(journey, moved, reader);
                    if (end.isPresent()) {
                        return end.get();
                    }
                }
            }
        }
    }

    /** Drops every connection. What is under way fails. */
    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        wire.close();
    }

    private <T> Step<T> step(Journey journey, BodyReader<T> reader) throws InterruptedException {
        return switch (politeness.enter(
                journey.at().hostName(), journey.request().perHost())) {
            case Politeness.Entry.Rest(Duration time) -> new Step.Ended<>(new Fetched.Held<>(time));
            case Politeness.Entry.Entered(Budgets.Lease lease) -> {
                try (lease) {
                    yield timed(journey, reader);
                }
            }
        };
    }

    private <T> Step<T> timed(Journey journey, BodyReader<T> reader) throws InterruptedException {
        Instant begun = clock.instant();
        wire.enter();
        try {
            return Lookup.within(
                    journey.left(), () -> new Exchange<T>(door, wire, politeness, clock).run(journey, reader, timer));
        } finally {
            wire.leave();
            journey.spent(Duration.between(begun, clock.instant()));
        }
    }

    private static <T> Optional<Fetched<T>> follow(Journey journey, Step.Moved<T> moved, BodyReader<T> reader)
            throws InterruptedException {
        String from = journey.at().toString();
        Optional<Integer> status = Optional.of(moved.status());
        if (!journey.follows(moved.status())) {
            return Optional.of(Failures.of(Reason.BAD_REDIRECT, from, "a redirect of what was posted", status));
        }
        if (moved.location().isBlank()) {
            return Optional.of(Failures.of(Reason.BAD_REDIRECT, from, "a redirect that does not say where to", status));
        }
        try {
            WebAddress target = journey.at().resolve(HeaderText.location(moved.location()));
            if (journey.stopsAt(target) || !reader.follows(moved.status(), journey.at(), target)) {
                return Optional.of(new Fetched.Stopped<>(target.toString()));
            }
            return journey.moveTo(target)
                    ? Optional.empty()
                    : Optional.of(Failures.of(
                            Reason.REDIRECT_LOOP,
                            from,
                            "a redirect in a circle, or one too many, to " + target,
                            status));
        } catch (BadAddress e) {
            return Optional.of(Failures.of(
                    Reason.BAD_REDIRECT, from, "a redirect that leads nowhere (" + e.getMessage() + ")", status));
        }
    }
}
