package dev.trawl.local.hosts;

import java.time.Duration;
import java.time.Instant;

/** A host: how it answers, and what was asked of it. */
final class WebHost {
    /**
     * How a host answers.
     *
     * @param latency of an answer
     * @param spacing that its robots.txt asks for between two requests
     * @param failsEvery of so many requests one fails for now; 0 for never
     * @param holdsEvery of so many requests one is answered with 429; 0 for never
     * @param hold for how long such an answer asks to stay away
     */
    record Manner(Duration latency, Duration spacing, int failsEvery, int holdsEvery, Duration hold) {
        static Manner plain(Duration latency) {
            return new Manner(latency, Duration.ZERO, 0, 0, Duration.ZERO);
        }

        static Manner spaced(Duration latency, Duration spacing) {
            return new Manner(latency, spacing, 0, 0, Duration.ZERO);
        }

        static Manner failing(Duration latency, int every) {
            return new Manner(latency, Duration.ZERO, every, 0, Duration.ZERO);
        }

        static Manner holding(Duration latency, int every, Duration hold) {
            return new Manner(latency, Duration.ZERO, 0, every, hold);
        }
    }

    /** What comes of a request. */
    enum Answer {
        GOOD,
        FAILED,
        STAY_AWAY
    }

    final String name;
    final Manner manner;
    final int items;
    int inFlight;
    int mostInFlight;
    int requests;
    int breaches;
    Instant heldUntil = Instant.MIN;
    Instant firstAsked = Instant.MAX;
    Duration latest = Duration.ZERO;
    private Instant lastAsked = Instant.MIN;
    private Instant lastLeft = Instant.MIN;

    WebHost(String name, int items, Manner manner) {
        this.name = name;
        this.items = items;
        this.manner = manner;
    }

    /**
     * A request comes in.
     *
     * @param could when it could have come as far as its item and free places go
     */
    void ask(Instant now, Instant could) {
        boolean early = lastAsked.isAfter(Instant.MIN) && now.isBefore(lastAsked.plus(manner.spacing()));
        breaches += early || now.isBefore(heldUntil) ? 1 : 0;
        if (inFlight == 0) {
            Instant free = later(later(could, heldUntil), lastLeft);
            free = lastAsked.equals(Instant.MIN) ? free : later(free, lastAsked.plus(manner.spacing()));
            Duration late = Duration.between(free, now);
            latest = late.compareTo(latest) > 0 ? late : latest;
        }
        firstAsked = firstAsked.equals(Instant.MAX) ? now : firstAsked;
        lastAsked = now;
        requests++;
        inFlight++;
        mostInFlight = Math.max(mostInFlight, inFlight);
    }

    /** A request is answered. */
    Answer answer(Instant now) {
        inFlight--;
        lastLeft = now;
        if (manner.holdsEvery() > 0 && requests % manner.holdsEvery() == 0) {
            heldUntil = later(heldUntil, now.plus(manner.hold()));
            return Answer.STAY_AWAY;
        }
        return manner.failsEvery() > 0 && requests % manner.failsEvery() == 0 ? Answer.FAILED : Answer.GOOD;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
