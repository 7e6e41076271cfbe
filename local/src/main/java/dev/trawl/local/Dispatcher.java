package dev.trawl.local;

import dev.trawl.core.EnvironmentFault;
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
import dev.trawl.core.port.LedgerStopped;
import dev.trawl.core.port.Settlement;
import dev.trawl.core.port.Turned;
import dev.trawl.core.port.Verdict;
import dev.trawl.core.stage.ListStage;
import dev.trawl.core.stage.WorkStage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Drives the stages on one machine: it asks {@link Dispatch} what to do next and hands it to its crew; what they
 * find comes back as events. Events and turns come one after the other, from whoever drives it, such as
 * {@link DispatcherThread}; everything else is for any number of threads.
 */
final class Dispatcher {
    private final Ledger ledger;
    private final Stages stages;
    private final InFlight inFlight;
    private final InstantSource clock;
    private final Dispatch dispatch;
    private final Crew crew;
    private final Consumer<Throwable> onFault;
    private final List<Watched> watched = new ArrayList<>();
    private final Consumer<Runnable> events;
    private final Map<RunId, Opened> runs = new ConcurrentHashMap<>();
    /** Items that have left their workers, of which the dispatch has not heard. */
    private final Queue<Left> lefts = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean telling = new AtomicBoolean();
    private volatile boolean draining;
    /** Whether what is under way is to stop, also what has not begun. */
    private volatile boolean interrupted;

    private Instant looked;

    /**
     * What it works with.
     *
     * @param onFault told what no step can be tried again after
     */
    record Parts(
            Ledger ledger,
            Stages stages,
            InFlight inFlight,
            InstantSource clock,
            Dispatch dispatch,
            Crew crew,
            Consumer<Throwable> onFault) {}

    /** @param events where what happened is put, to be run before the next turn */
    Dispatcher(Parts parts, Consumer<Runnable> events) {
        this.ledger = parts.ledger();
        this.stages = parts.stages();
        this.inFlight = parts.inFlight();
        this.clock = parts.clock();
        this.dispatch = parts.dispatch();
        this.crew = parts.crew();
        this.onFault = parts.onFault();
        this.events = events;
        this.looked = clock.instant();
    }

    /**
     * A run that is under way and the threads that work it.
     *
     * @param epoch attempts of earlier ones are to stop, also those that have not begun
     */
    private record Opened(WorkingRun run, long number, Set<Thread> threads, AtomicInteger epoch) {
        Opened(WorkingRun run, long number) {
            this(run, number, ConcurrentHashMap.newKeySet(), new AtomicInteger());
        }

        void stop(int before) {
            // Seen by whoever registers its thread after this one looked for threads.
            epoch.set(before);
            threads.forEach(Thread::interrupt);
        }
    }

    /** Works a run from now on. */
    void open(WorkingRun run, long number) {
        post(() -> {
            runs.putIfAbsent(run.id(), new Opened(run, number));
            dispatch.open(run);
        });
    }

    /** A commit changed a run; called in the order of commits. */
    void committed(RunView run, int outcomes) {
        post(() -> {
            dispatch.changed(run, outcomes);
            forgetWith(run.id());
        });
    }

    /** What a run is busy with. */
    Optional<Glance> glance(RunId run) {
        CompletableFuture<Optional<Glance>> glance = new CompletableFuture<>();
        post(() -> glance.complete(dispatch.glance(run)));
        return glance.completeOnTimeout(Optional.empty(), 1, TimeUnit.SECONDS).join();
    }

    /** Runs that were opened and have not ended. */
    int openRuns() {
        return runs.size();
    }

    /** Starts nothing more; attempts that are interrupted from now on are nobody's. */
    void drain() {
        draining = true;
        halt();
    }

    /** Starts nothing more, as nothing more can be worked. */
    void halt() {
        post(dispatch::drain);
    }

    /** Interrupts what is under way. */
    void interrupt() {
        interrupted = true;
        runs.values().forEach(opened -> opened.threads().forEach(Thread::interrupt));
    }

    /** Decides what is to be done now and has it begun. */
    void turn() {
        looked = clock.instant();
        dispatch.next(looked).forEach(this::take);
        watched.removeIf(this::quiet);
    }

    /** Somebody who waits until a run has nothing more to do for some time. */
    private record Watched(RunId run, Duration time, Runnable then) {}

    /** Does something once nothing of a run can be done for longer than a time, or it is over; waits for nobody. */
    void whenQuiet(RunId run, Duration time, Runnable then) {
        post(() -> watched.add(new Watched(run, time, then)));
    }

    private boolean quiet(Watched watch) {
        boolean quiet = dispatch.quietUntil(watch.run()).isAfter(looked.plus(watch.time()));
        if (quiet) {
            watch.then().run();
        }
        return quiet;
    }

    /** When the next turn is due although nothing happens: what became due since the last one is not slept over. */
    Instant wakeAt() {
        return dispatch.wakeAt(looked);
    }

    /** Whether no item is with a worker. */
    boolean resting() {
        return dispatch.inFlight() == 0;
    }

    private void post(Runnable event) {
        events.accept(event);
    }

    private void take(Step step) {
        switch (step) {
            case Step.ListPage list -> begin(list.run(), run -> list(run, list));
            case Step.Fill fill ->
                begin(fill.query().run(), _ -> {
                    Due due = ledger.due(fill.query());
                    post(() -> dispatch.filled(fill.query().run(), due));
                });
            case Step.Work work ->
                Optional.ofNullable(runs.get(work.run())).ifPresent(run -> new Working(run, work).more());
            case Step.Rest rest -> rest(rest.run(), rest.epoch(), rest.item(), rest.verdict());
            case Step.Ask ask ->
                begin(ask.run(), _ -> {
                    if (ledger.turn(ask.run(), ask.turn()) instanceof Turned.Refused) {
                        post(() -> dispatch.refused(ask.run()));
                    }
                });
            case Step.Close close ->
                begin(
                        close.run().id(),
                        run -> interruptibly(run, () -> stages.close().close(run.run(), close.run())));
            case Step.Interrupt interrupt ->
                Optional.ofNullable(runs.get(interrupt.run())).ifPresent(run -> run.stop(interrupt.epoch()));
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
        crew.begin(id.text(), () -> {
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
        switch (interruptibly(run, () -> stages.list().list(run.run(), list.listing(), list.attempt()))) {
            case ListStage.Step.Moved _ -> post(() -> dispatch.listed(list.run()));
            case ListStage.Step.Again again -> post(() -> dispatch.listAgain(list.run(), again.attempt(), again.at()));
        }
    }

    /** A step that may wait for what is outside. */
    @FunctionalInterface
    private interface Waiting<T> {
        T get() throws InterruptedException;
    }

    private <T> T interruptibly(Opened run, Waiting<T> step) throws InterruptedException {
        run.threads().add(Thread.currentThread());
        try {
            if (interrupted) {
                throw new InterruptedException("Nothing is begun any more");
            }
            return step.get();
        } finally {
            run.threads().remove(Thread.currentThread());
        }
    }

    /** How a run's delivery is worked: by which threads, what the ledger hears of it, and the dispatch. */
    private final class Working implements Delivery.Hands {
        private final Opened run;
        private final Step.Work chunk;
        private final Delivery delivery;

        Working(Opened run, Step.Work chunk) {
            this.run = run;
            this.chunk = chunk;
            this.delivery = new Delivery(chunk, this);
        }

        @Override
        public boolean over() {
            return interrupted || chunk.epoch() < run.epoch().get();
        }

        @Override
        public void more() {
            begin(chunk.run(), _ -> work());
        }

        private void work() {
            run.threads().add(Thread.currentThread());
            try {
                delivery.work();
            } finally {
                run.threads().remove(Thread.currentThread());
            }
        }

        @Override
        public void work(OpenItem item) throws InterruptedException {
            int slot = inFlight.begin(run.number(), item.number());
            Left left = new Left(chunk.run(), item.number(), Duration.ZERO, Instant.MAX);
            try {
                WorkStage.Worked worked = stages.work().work(run.run(), chunk.epoch(), item, chunk.deadline());
                left = left.after(worked);
            } catch (InterruptedException e) {
                inFlight.end(slot);
                throw e;
            } catch (EnvironmentFault | LedgerStopped e) {
                inFlight.end(slot);
                lefts.add(left);
                throw e;
            } catch (RuntimeException | Error e) {
                // What it broke ends the process: its slot stays taken, so that the next one suspects it.
                lefts.add(left);
                throw e;
            }
            inFlight.end(slot);
            lefts.add(left);
        }

        /** Cancelled, or the process leaves: then nobody hears of this attempt. Else it is tried again. */
        @Override
        public void back(OpenItem item) {
            Instant due = clock.instant();
            if (!draining) {
                rest(chunk.run(), chunk.epoch(), item, new Verdict.Waiting(due));
            }
            lefts.add(new Left(chunk.run(), item.number(), Duration.ZERO, due));
        }

        @Override
        public void tell() {
            if (!lefts.isEmpty() && !telling.getAndSet(true)) {
                post(Dispatcher.this::left);
            }
        }
    }

    private void rest(RunId run, int epoch, OpenItem item, Verdict.Waiting verdict) {
        var _ = ledger.settle(new Settlement(
                run,
                epoch,
                item.number(),
                item.version(),
                verdict,
                item.attempts(),
                Duration.ZERO,
                clock.instant(),
                Duration.ZERO,
                Effects.NONE));
    }

    /** An item that has left its worker. */
    private record Left(RunId run, long item, Duration took, Instant due) {
        Left after(WorkStage.Worked worked) {
            Instant next = worked.verdict() instanceof Verdict.Waiting waiting ? waiting.until() : Instant.MAX;
            return new Left(run, item, worked.took(), next);
        }
    }

    private void left() {
        telling.set(false);
        for (Left left = lefts.poll(); left != null; left = lefts.poll()) {
            dispatch.left(left.run(), left.item(), left.took(), left.due());
            forgetWith(left.run());
        }
    }

    /** As long as the dispatch knows a run it may be begun again, and its steps must find it. */
    private void forgetWith(RunId run) {
        Opened over = dispatch.knows(run) ? null : runs.remove(run);
        if (over != null) {
            crew.begin(run.text(), over.run()::close);
        }
    }
}
