package dev.trawl.local;

import dev.trawl.core.OpenItem;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.WorkingRun;
import dev.trawl.core.dispatch.Dispatch;
import dev.trawl.core.dispatch.Glance;
import dev.trawl.core.dispatch.Step;
import dev.trawl.core.port.Due;
import dev.trawl.core.port.Effects;
import dev.trawl.core.port.Ledger;
import dev.trawl.core.port.Settlement;
import dev.trawl.core.port.Verdict;
import dev.trawl.core.stage.ListStage;
import dev.trawl.core.stage.WorkStage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Drives the stages on one machine: one thread asks {@link Dispatch} what to do next and hands it to virtual
 * threads; what they find comes back as events. It sleeps until an event comes or the next instant that the
 * dispatch named; it never polls.
 */
final class Dispatcher {
    /** Nothing is waited for longer than this at once, so that a clock that was set is noticed. */
    private static final Duration SLEEP_MAX = Duration.ofMinutes(1);

    /** Events taken together before deciding again. */
    private static final int EVENTS_TOGETHER = 1_000;

    private final Ledger ledger;
    private final Stages stages;
    private final InFlightFile inFlightFile;
    private final InstantSource clock;
    private final Dispatch dispatch;
    private final Consumer<Throwable> onFault;
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final Map<RunId, Opened> runs = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> idle = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean draining;
    private volatile boolean stopped;

    Dispatcher(
            Ledger ledger,
            Stages stages,
            InFlightFile inFlightFile,
            InstantSource clock,
            Dispatch dispatch,
            Consumer<Throwable> onFault) {
        this.ledger = ledger;
        this.stages = stages;
        this.inFlightFile = inFlightFile;
        this.clock = clock;
        this.dispatch = dispatch;
        this.onFault = onFault;
        this.thread = Thread.ofPlatform().name("trawl-dispatcher").daemon().unstarted(this::run);
    }

    /** A run that is under way and the threads that work it. */
    private record Opened(WorkingRun run, long number, Set<Thread> threads) {}

    void start() {
        thread.start();
    }

    /** Works a run from now on. */
    void open(WorkingRun run, long number) {
        post(() -> {
            runs.putIfAbsent(run.id(), new Opened(run, number, ConcurrentHashMap.newKeySet()));
            dispatch.open(run);
        });
    }

    /** A commit changed a run; called in the order of commits. */
    void committed(RunView run, int outcomes) {
        post(() -> {
            dispatch.changed(run, outcomes);
            if (run.phase().closed()) {
                runs.remove(run.id());
            }
        });
    }

    /** What a run is busy with. */
    Optional<Glance> glance(RunId run) {
        CompletableFuture<Optional<Glance>> glance = new CompletableFuture<>();
        post(() -> glance.complete(dispatch.glance(run)));
        return glance.completeOnTimeout(Optional.empty(), 1, TimeUnit.SECONDS).join();
    }

    /** Starts nothing more and waits for what is under way; interrupts it when the patience ends. Once is enough. */
    void drain(Duration patience) throws InterruptedException {
        if (stopped) {
            return;
        }
        draining = true;
        post(dispatch::drain);
        if (!waitIdle(patience)) {
            runs.values().forEach(opened -> opened.threads().forEach(Thread::interrupt));
            waitIdle(Duration.ofSeconds(2));
        }
        stopped = true;
        post(() -> {});
        thread.join();
    }

    private boolean waitIdle(Duration patience) throws InterruptedException {
        try {
            idle.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void post(Runnable event) {
        events.add(event);
    }

    private void run() {
        try {
            Instant looked = clock.instant();
            while (!stopped) {
                await(looked);
                looked = clock.instant();
                dispatch.next(looked).forEach(this::take);
                if (draining && dispatch.inFlight() == 0) {
                    idle.complete(null);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            onFault.accept(e);
        } finally {
            idle.complete(null);
        }
    }

    /** Sleeps until something happens or is due after the last look: what became due since then is not slept over. */
    private void await(Instant looked) throws InterruptedException {
        Instant now = clock.instant();
        Instant wake = dispatch.wakeAt(looked);
        long sleep = wake.isAfter(now.plus(SLEEP_MAX))
                ? SLEEP_MAX.toNanos()
                : Math.max(0, Duration.between(now, wake).toNanos());
        Runnable event = events.poll(sleep, TimeUnit.NANOSECONDS);
        for (int n = 0; event != null && n < EVENTS_TOGETHER; n++) {
            event.run();
            event = events.poll();
        }
        if (event != null) {
            event.run();
        }
    }

    private void take(Step step) {
        switch (step) {
            case Step.ListPage list -> begin(list.run(), run -> list(run, list));
            case Step.Fill fill ->
                begin(fill.query().run(), _ -> {
                    Due due = ledger.due(fill.query());
                    post(() -> dispatch.filled(fill.query().run(), due));
                });
            case Step.Work work -> work.chunk().forEach(item -> begin(work.run(), run -> work(run, work, item)));
            case Step.Rest rest -> rest(rest.run(), rest.epoch(), rest.item(), rest.until());
            case Step.Ask ask -> begin(ask.run(), _ -> ledger.turn(ask.run(), ask.turn()));
            case Step.Close close ->
                begin(close.run().id(), run -> stages.close().close(run.run(), close.run()));
            case Step.Interrupt interrupt ->
                Optional.ofNullable(runs.get(interrupt.run()))
                        .ifPresent(run -> run.threads().forEach(Thread::interrupt));
        }
    }

    /** Something that one thread does for a run. */
    @FunctionalInterface
    private interface Deed {
        void of(Opened run) throws InterruptedException;
    }

    private void begin(RunId id, Deed deed) {
        Opened run = runs.get(id);
        if (run == null) {
            return;
        }
        Thread.ofVirtual().name(id.text()).start(() -> {
            try {
                deed.of(run);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Throwable e) {
                // Of the ledger, the machine, or our own: nobody would hear of this step again, so the process leaves.
                onFault.accept(e);
            }
        });
    }

    private void list(Opened run, Step.ListPage list) throws InterruptedException {
        run.threads().add(Thread.currentThread());
        try {
            switch (stages.list().list(run.run(), list.listing(), list.attempt())) {
                case ListStage.Step.Moved _ -> post(() -> dispatch.listed(list.run()));
                case ListStage.Step.Again again ->
                    post(() -> dispatch.listAgain(list.run(), again.attempt(), again.at()));
            }
        } finally {
            run.threads().remove(Thread.currentThread());
        }
    }

    private void work(Opened run, Step.Work work, OpenItem item) {
        int slot = inFlightFile.begin(run.number(), item.number());
        run.threads().add(Thread.currentThread());
        Instant due = Instant.MAX;
        Duration took = Duration.ZERO;
        try {
            WorkStage.Worked worked = stages.work().work(run.run(), work.epoch(), item, work.deadline());
            due = worked.verdict() instanceof Verdict.Waiting waiting ? waiting.until() : Instant.MAX;
            took = worked.took();
        } catch (InterruptedException e) {
            // Cancelled, or the process leaves: then nobody hears of this attempt. Else it is tried again.
            due = clock.instant();
            if (!draining) {
                rest(work.run(), work.epoch(), item, due);
            }
        } finally {
            run.threads().remove(Thread.currentThread());
            inFlightFile.end(slot);
            left(run.run().id(), item, took, due);
        }
    }

    private void rest(RunId run, int epoch, OpenItem item, Instant until) {
        var _ = ledger.settle(new Settlement(
                run,
                epoch,
                item.number(),
                item.version(),
                new Verdict.Waiting(until),
                item.attempts(),
                Duration.ZERO,
                Effects.NONE));
    }

    /** Starts nothing more, as nothing more can be worked. */
    void halt() {
        post(dispatch::drain);
    }

    private void left(RunId run, OpenItem item, Duration took, Instant due) {
        post(() -> dispatch.left(run, item.number(), took, due));
    }
}
