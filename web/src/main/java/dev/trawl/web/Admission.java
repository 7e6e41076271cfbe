package dev.trawl.web;

import dev.trawl.core.port.Budgets;
import dev.trawl.web.Robots.Ruling;
import dev.trawl.web.Robots.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Asks before a page is asked for: whether its robots.txt allows it, and when its host's next slot comes where a delay
 * is asked for. One for a run; safe for any number of threads.
 */
public final class Admission {
    /** A slot that begins later than this is not waited for: the item rests instead. */
    static final Duration WAIT_MAX = Duration.ofSeconds(5);

    private final Optional<Robots> robots;
    private final Budgets budgets;
    private final InstantSource clock;
    private final Pause pause;

    /**
     * For one run.
     *
     * @param robots whom to ask; empty where everything is allowed
     */
    public Admission(Optional<Robots> robots, Budgets budgets, InstantSource clock, Pause pause) {
        this.robots = robots;
        this.budgets = budgets;
        this.clock = clock;
        this.pause = pause;
    }

    /** Whether a page may be asked for now. */
    public sealed interface Answer {
        /** It may. */
        record Admitted() implements Answer {}

        /** Its robots.txt forbids it, or could not be read. */
        record Forbidden() implements Answer {}

        /** Not yet: it should rest for so long. */
        record Later(Duration time) implements Answer {}

        /** Its host could not be reached. */
        record Unreached(Fetched.Failed<?> failed) implements Answer {}
    }

    private static final Answer ADMITTED = new Answer.Admitted();

    /** Asks, and waits for the slot where it comes soon. */
    public Answer ask(WebAddress page, Terms terms) throws InterruptedException {
        if (robots.isEmpty()) {
            return ADMITTED;
        }
        return switch (robots.get().ask(page, terms)) {
            case Ruling.Ruled(RobotsVerdict verdict) ->
                verdict.allowed() ? slot(page, verdict.delay()) : new Answer.Forbidden();
            case Ruling.Held(Duration time) -> new Answer.Later(time);
            case Ruling.Unreached(Fetched.Failed<?> failed) -> new Answer.Unreached(failed);
        };
    }

    private Answer slot(WebAddress page, Duration delay) throws InterruptedException {
        if (delay.isZero()) {
            return ADMITTED;
        }
        Instant now = clock.instant();
        String key = page.hostName();
        Optional<Instant> slot = budgets.reserve(key, delay, now.plus(WAIT_MAX));
        if (slot.isEmpty()) {
            return new Answer.Later(atLeastNothing(Duration.between(now, budgets.freeAt(key))));
        }
        Duration wait = Duration.between(now, slot.get());
        if (wait.isPositive()) {
            pause.rest(wait);
        }
        return ADMITTED;
    }

    private static Duration atLeastNothing(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }
}
