package dev.trawl.local;

import dev.trawl.core.Failure;
import dev.trawl.core.Notify;
import dev.trawl.core.RunId;
import dev.trawl.core.port.LedgerStopped;
import dev.trawl.core.port.Webhooks;
import dev.trawl.local.sqlite.NoticeLedger;
import dev.trawl.local.sqlite.NoticeLedger.Notice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Delivers the messages about runs that wait in the ledger: at least once each, some at a time of each run, the one about a
 * run's end as its last. What is delivered or given up is noted behind it, so a crash in between repeats a message under
 * its id. It keeps nobody from working and has no thread of its own: {@link TurningThread} drives it. Safe for any number
 * of threads.
 */
final class Notifier implements TurningThread.Turns {
    /** How long after a message was first tried it is tried again; behind the last it is given up. */
    static final List<Duration> TRIED_AFTER = List.of(Duration.ofSeconds(5), Duration.ofSeconds(30));

    /** How long one try may take. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Messages of one run under way at once. */
    static final int PLACES = 8;

    private final Parts parts;
    private final Map<RunId, Outlet> outlets = new HashMap<>();
    /** Runs to which something happened since they were looked at. */
    private final Set<RunId> stirred = new LinkedHashSet<>();

    private final AtomicBoolean stopped = new AtomicBoolean();

    /**
     * What it works with.
     *
     * @param key the secret of the data folder, for those that bring none
     * @param wake told that there is something to do
     */
    record Parts(
            NoticeLedger ledger,
            Webhooks webhooks,
            Supplier<String> key,
            InstantSource clock,
            Crew crew,
            Runnable wake) {}

    /** The way of one run's messages. Guarded by the notifier. */
    private static final class Outlet {
        private final Notify to;
        private final Set<Long> underWay = new LinkedHashSet<>();
        private Instant next = Instant.MIN;
        /** Whether its run is over: then nothing more comes. */
        private boolean last;

        Outlet(Notify to) {
            this.to = to;
        }

        boolean idle() {
            return underWay.isEmpty() && next.equals(Instant.MAX);
        }
    }

    Notifier(Parts parts) {
        this.parts = parts;
    }

    /**
     * Delivers the messages about a run from now on, those that wait already with them.
     *
     * @param over whether the run is
     */
    void watch(RunId run, Notify to, boolean over) {
        synchronized (this) {
            outlets.computeIfAbsent(run, _ -> new Outlet(to)).last = over;
        }
        stir(run);
    }

    /** Something was committed of a run: there may be messages about it. Waits for nobody. */
    void committed(RunId run, boolean over) {
        synchronized (this) {
            Outlet outlet = outlets.get(run);
            if (outlet == null) {
                return;
            }
            outlet.last = over;
        }
        stir(run);
    }

    private void stir(RunId run) {
        synchronized (this) {
            if (!outlets.containsKey(run)) {
                return;
            }
            stirred.add(run);
        }
        parts.wake().run();
    }

    @Override
    public void turn() {
        for (RunId run : lookedAt()) {
            turn(run);
        }
        synchronized (this) {
            notifyAll();
        }
    }

    private synchronized List<RunId> lookedAt() {
        Instant now = parts.clock().instant();
        outlets.forEach((run, outlet) -> {
            if (!outlet.next.isAfter(now)) {
                stirred.add(run);
            }
        });
        return List.copyOf(stirred);
    }

    private void turn(RunId run) {
        Outlet outlet;
        Set<Long> before;
        synchronized (this) {
            stirred.remove(run);
            outlet = outlets.get(run);
            if (outlet == null) {
                return;
            }
            // Nobody takes it to be idle while it is looked at.
            outlet.next = Instant.MIN;
            before = Set.copyOf(outlet.underWay);
        }
        Instant now = parts.clock().instant();
        // As many as may be under way: those that are may be among them.
        List<Notice> due = parts.ledger().due(run, now, PLACES);
        Instant next = parts.ledger().next(run, now);
        List<Notice> begun;
        synchronized (this) {
            // What was under way may have been delivered, and noted, since it was read.
            begun = due.stream()
                    .filter(notice -> !before.contains(notice.number()) && takes(outlet, notice))
                    .toList();
            outlet.next = next;
            if (outlet.last && outlet.idle() && !stirred.contains(run)) {
                outlets.remove(run);
            }
        }
        begun.forEach(notice -> parts.crew().begin("notice-" + notice.number(), () -> deliver(outlet, notice)));
    }

    private boolean takes(Outlet outlet, Notice notice) {
        return !stopped.get() && outlet.underWay.size() < PLACES && outlet.underWay.add(notice.number());
    }

    private void deliver(Outlet outlet, Notice notice) {
        Instant begun = parts.clock().instant();
        try {
            note(notice, begun, send(outlet.to, notice));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LedgerStopped e) {
            // Whoever stopped it tells so; the message waits in it.
            stop();
        } finally {
            synchronized (this) {
                outlet.underWay.remove(notice.number());
            }
            stir(notice.run());
        }
    }

    private Webhooks.Sent send(Notify to, Notice notice) throws InterruptedException {
        String id = "msg_" + notice.run() + "_" + notice.number();
        try {
            return parts.webhooks()
                    .send(new Webhooks.Message(
                            to.url(), to.secret().orElseGet(parts.key()), id, notice.body(), TIMEOUT));
        } catch (RuntimeException e) {
            return new Webhooks.Sent.Failed(
                    new Failure("worker-crash", "Posting it broke: " + e), false, Duration.ZERO);
        }
    }

    private void note(Notice notice, Instant begun, Webhooks.Sent sent) {
        switch (sent) {
            case Webhooks.Sent.Taken() -> parts.ledger().delivered(notice);
            // Who is stopped in the middle of a try has not tried.
            case Webhooks.Sent.Failed _ when stopped.get() -> {}
            case Webhooks.Sent.Failed failed
            when failed.last() || notice.tries() >= TRIED_AFTER.size() ->
                parts.ledger().dropped(notice);
            case Webhooks.Sent.Failed _ -> parts.ledger().again(notice, again(notice, begun));
        }
    }

    /** A first try counts from when it was made; a later one from when it was to be made. */
    private static Instant again(Notice notice, Instant begun) {
        return notice.tries() == 0
                ? begun.plus(TRIED_AFTER.getFirst())
                : notice.due().minus(TRIED_AFTER.get(notice.tries() - 1)).plus(TRIED_AFTER.get(notice.tries()));
    }

    @Override
    public synchronized Instant wakeAt() {
        return outlets.values().stream()
                .map(outlet -> outlet.next)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /**
     * Waits until no message waits of the runs that are watched.
     *
     * @return whether that came in time
     */
    synchronized boolean await(Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        long left = atMost.toNanos();
        while (!idle() && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = until - System.nanoTime();
        }
        return idle();
    }

    private boolean idle() {
        return stirred.isEmpty() && outlets.values().stream().allMatch(Outlet::idle);
    }

    /** Begins nothing more. */
    void stop() {
        stopped.set(true);
    }
}
