package dev.trawl.simulation.campaign;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets the worlds of many seeds go on in several processes, a world at a time in each, and counts what becomes of
 * them. A process that dies or hangs costs the world that it was at, which counts as broken; another takes its place.
 */
public final class Campaign implements AutoCloseable {
    /** The most processes of one campaign. */
    public static final int PROCESSES_MAX = 256;

    /** A world that takes longer hangs. The slowest that is known takes a fiftieth. */
    public static final Duration WORLD_MAX = Duration.ofSeconds(60);

    /** Making one world small goes over many. */
    private static final Duration SHRINK_MAX = Duration.ofMinutes(5);

    /** Seeds that a process takes at a time. */
    private static final long BATCH_MAX = 100;

    /** Batches that each process takes at least, so that all end at about the same time. */
    private static final long BATCHES_MIN = 4;

    private final Launch launch;
    private final int processes;
    private final ThreadFactory threads;
    private final Duration worldMax;
    private final Living crew = new Living();

    /**
     * A campaign that has not begun.
     *
     * @param processes at once, 1 to {@link #PROCESSES_MAX}
     * @param threads that wait for them; virtual ones will do
     * @param worldMax after which a world hangs, {@link #WORLD_MAX} where nothing else is wanted
     */
    public Campaign(Launch launch, int processes, ThreadFactory threads, Duration worldMax) {
        if (processes < 1 || processes > PROCESSES_MAX) {
            throw new IllegalArgumentException(
                    "Worlds go on in 1 to " + PROCESSES_MAX + " processes at once; got: " + processes);
        }
        this.launch = launch;
        this.processes = processes;
        this.threads = threads;
        this.worldMax = worldMax;
    }

    /**
     * Lets the worlds go on; returns when all have ended, or were ended by {@link #close}.
     *
     * @param tally counts them, also while they go on
     * @throws IOException where processes cannot be started, or end before they say anything
     */
    public void run(SeedRange seeds, Tally tally) throws IOException, InterruptedException {
        Driver.Batches batches = batches(seeds);
        try (ExecutorService drivers = Executors.newThreadPerTaskExecutor(threads)) {
            List<Future<?>> driven = new ArrayList<>();
            for (int n = 0; n < processes; n++) {
                driven.add(drivers.submit(() -> {
                    new Driver(crew, batches, tally, worldMax).drive();
                    return null;
                }));
            }
            for (Future<?> each : driven) {
                await(each);
            }
        }
    }

    private Driver.Batches batches(SeedRange seeds) {
        AtomicLong next = new AtomicLong(seeds.first());
        long size = Math.clamp(seeds.size() / (BATCHES_MIN * processes), 1, BATCH_MAX);
        return () -> {
            long first = next.getAndAdd(size);
            return first > seeds.last()
                    ? Optional.empty()
                    : Optional.of(new SeedRange(first, Math.min(seeds.last(), first + size - 1)));
        };
    }

    private void await(Future<?> driven) throws IOException, InterruptedException {
        try {
            driven.get();
        } catch (InterruptedException e) {
            close();
            throw e;
        } catch (ExecutionException e) {
            close();
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("Worlds could not be driven", e.getCause());
        }
    }

    /** The story of a world, with the faults of some places only; with all where there are none named. */
    public Optional<Retelling> tell(long seed, Optional<Set<Long>> only) throws IOException, InterruptedException {
        return told(new Request.Tell(seed, only), worldMax);
    }

    /** The story of a broken world with as few faults as break the same invariant. */
    public Optional<Retelling> shrink(long seed, String invariant) throws IOException, InterruptedException {
        return told(new Request.Shrink(seed, invariant), SHRINK_MAX);
    }

    /** Empty where the process of the world dies or hangs. */
    private Optional<Retelling> told(Request request, Duration longest) throws IOException, InterruptedException {
        Child child = crew.start();
        try {
            child.ask(request);
            return Optional.of(Retelling.of(child.answer(longest)));
        } catch (ChildLost e) {
            return Optional.empty();
        } finally {
            crew.end(child);
        }
    }

    /** Ends all processes, whatever they are at. On any thread. */
    @Override
    public void close() {
        crew.close();
    }

    /** The processes that live. */
    private final class Living implements Driver.Crew {
        private final Set<Child> children = ConcurrentHashMap.newKeySet();
        private volatile boolean closed;

        @Override
        public Child start() throws IOException {
            Child child = Child.start(launch, threads);
            children.add(child);
            if (closed) {
                end(child);
            }
            return child;
        }

        @Override
        public void end(Child child) {
            children.remove(child);
            child.close();
        }

        @Override
        public boolean closed() {
            return closed;
        }

        private void close() {
            closed = true;
            children.forEach(Child::close);
        }
    }
}
