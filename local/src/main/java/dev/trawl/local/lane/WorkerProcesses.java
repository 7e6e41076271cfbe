package dev.trawl.local.lane;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.port.Companions;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The worker processes of this process: begun, watched, and ended with it, whatever ends it. Nothing of this is there
 * before the first of them. For any number of threads.
 */
public final class WorkerProcesses implements Companions, AutoCloseable {
    /** How long all of them have to leave at the end. */
    private static final Duration END_MAX = Duration.ofSeconds(5);

    /** Who walks through workers' folders: so many have to be large before one that is not waits for its turn. */
    private static final int WALKERS = 4;

    /** Stands between the name of the folder and what tells one that was put aside from others. */
    private static final String ASIDE = ".old-";

    /** Tells those of one data folder from those of another that this process has had. */
    private static final AtomicLong OPENED = new AtomicLong();

    private final Path folder;
    private final InstantSource clock;
    private final Supplier<Optional<Cgroups>> groups;
    private final String mark;
    private final AtomicLong begun = new AtomicLong();
    private final Set<WorkerProcess> alive = ConcurrentHashMap.newKeySet();
    private final Set<CompanionProcess> companions = ConcurrentHashMap.newKeySet();
    /** Whether somebody was told how their memory is held. */
    private final AtomicBoolean told = new AtomicBoolean();

    private final Object opening = new Object();
    /** Read by who launches, written by who closes: a process is known or not begun. */
    private final ReadWriteLock launching = new ReentrantReadWriteLock();

    private Optional<MemorySlots> slots = Optional.empty();
    private volatile boolean closed;
    private Optional<Guard> guard = Optional.empty();

    /** Who looks after workers. */
    private record Guard(Watch watch, Watchdog dog, Optional<Cgroups> groups, ExecutorService walkers) {}

    /**
     * Those of a data folder that was just taken; what workers of a process before have left in it is removed.
     *
     * @param folder in which their working folders lie
     */
    public WorkerProcesses(Path folder, InstantSource clock) {
        this(folder, clock, Cgroups::ofMachine);
    }

    /** @param groups looks for a folder of groups, once, when the first is needed */
    WorkerProcesses(Path folder, InstantSource clock, Supplier<Optional<Cgroups>> groups) {
        this.folder = folder;
        this.clock = clock;
        this.groups = groups;
        ProcessHandle own = ProcessHandle.current();
        long since = own.info().startInstant().orElse(clock.instant()).toEpochMilli();
        this.mark = own.pid() + "." + since + "." + OPENED.incrementAndGet() + ".";
        removeLeftovers();
    }

    /** The workers of one run. */
    WorkerPool pool(CommandSettings settings, Notes notes) {
        return new WorkerPool(slots(), settings, notes, () -> begin(settings, notes));
    }

    private MemorySlots slots() {
        synchronized (opening) {
            // Not before it is needed: asking the machine takes longer than most commands do.
            MemorySlots there = slots.orElseGet(() -> new MemorySlots(MemorySlots.ofMachine(), clock));
            slots = Optional.of(there);
            return there;
        }
    }

    private WorkerProcess begin(CommandSettings settings, Notes notes) throws IOException {
        launching.readLock().lock();
        try {
            return launched(settings, notes);
        } finally {
            launching.readLock().unlock();
        }
    }

    private WorkerProcess launched(CommandSettings settings, Notes notes) throws IOException {
        Guard there = guarding();
        tell(there, notes);
        Watch watch = there.watch();
        String own = mark + begun.incrementAndGet() + ".";
        WorkFolder place = WorkFolder.make(folder.resolve(own));
        Optional<Cgroup> group = there.groups().flatMap(groups -> groups.group(own, settings));
        Process process = launch(settings, place, own, Launch.Place.worker(group, settings.weight()));
        WorkerProcess worker =
                new WorkerProcess(settings, process, new WorkerStreams(process, notes), place, group, watch::wake);
        alive.add(worker);
        var _ = worker.gone().thenRun(() -> alive.remove(worker));
        watch.over(worker, Launch.MARK + "=" + own);
        if (closed) {
            worker.end();
        }
        return worker;
    }

    /** How their memory is held, once. */
    private void tell(Guard there, Notes notes) {
        if (told.compareAndSet(false, true)) {
            notes.line(there.groups()
                    .map(groups -> "memory of workers is capped by the kernel, by groups in " + groups.folder())
                    .orElse("memory of workers is watched and not capped by the kernel:"
                            + " no group of cgroup v2 with the memory controller was delegated to Trawl"));
        }
    }

    @Override
    public Optional<Companion> begin(Program program, Instant until) throws IOException, InterruptedException {
        MemorySlots.Share share = slots().share(program.memoryBytes(), 1, () -> false);
        boolean begun = false;
        try {
            if (!share.take(until)) {
                return Optional.empty();
            }
            try {
                CompanionProcess companion = companion(program);
                begun = true;
                var _ = companion.gone().thenRun(() -> {
                    companions.remove(companion);
                    share.give();
                });
                return Optional.of(companion);
            } finally {
                if (!begun) {
                    share.give();
                }
            }
        } finally {
            share.close();
        }
    }

    private CompanionProcess companion(Program program) throws IOException {
        launching.readLock().lock();
        try {
            return launched(program);
        } finally {
            launching.readLock().unlock();
        }
    }

    private CompanionProcess launched(Program program) throws IOException {
        Watch watch = guarding().watch();
        CommandSettings settings = new CommandSettings(
                program.command(), Map.of(), program.memoryBytes(), CommandSettings.DISK, 1, Optional.empty());
        String own = mark + begun.incrementAndGet() + ".";
        WorkFolder place = WorkFolder.make(folder.resolve(own));
        CompanionProcess companion =
                new CompanionProcess(settings, launch(settings, place, own, Launch.Place.PLAIN), place, watch::wake);
        companions.add(companion);
        watch.over(companion, Launch.MARK + "=" + own);
        if (closed) {
            companion.end();
        }
        return companion;
    }

    private static Process launch(CommandSettings settings, WorkFolder folder, String own, Launch.Place place)
            throws IOException {
        try {
            return Launch.begin(settings, folder, own, place);
        } catch (IOException e) {
            folder.delete();
            place.group().ifPresent(Cgroup::remove);
            throw e;
        }
    }

    private Guard guarding() throws IOException {
        synchronized (opening) {
            if (closed) {
                throw new IOException("Trawl is leaving");
            }
            Guard there = guard.isPresent() ? guard.get() : guard();
            guard = Optional.of(there);
            return there;
        }
    }

    private Guard guard() throws IOException {
        makeFolder();
        // First of all: where another process is in Trawl's group, be it its own watchdog, it may not step aside.
        Optional<Cgroups> groups = this.groups.get();
        Watchdog dog = new Watchdog(mark);
        ExecutorService walkers = walkers();
        Watch watch = new Watch(dog::tell, walkers);
        watch.start();
        return new Guard(watch, dog, groups, walkers);
    }

    private static ExecutorService walkers() {
        ThreadPoolExecutor walkers = new ThreadPoolExecutor(
                WALKERS,
                WALKERS,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("trawl-worker-folders-", 1).factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        // At once, as a worker may have taken all threads that the machine has by the time they are needed.
        var _ = walkers.prestartAllCoreThreads();
        return walkers;
    }

    /** Those of processes before this one, and what stood in their way. */
    private void removeLeftovers() {
        new WorkFolder(folder).delete();
        try (DirectoryStream<Path> aside = Files.newDirectoryStream(
                folder.toAbsolutePath().resolveSibling(""), folder.getFileName() + ASIDE + "*")) {
            aside.forEach(each -> new WorkFolder(each).delete());
        } catch (IOException | DirectoryIteratorException e) {
            // Left to the next opening.
        }
    }

    /**
     * Makes the folder. The one of a process that was killed just now may be written to for as long as its workers have to be
     * found, so it cannot be emptied; it is put aside, out of everybody's way.
     */
    private void makeFolder() throws IOException {
        try {
            var _ = WorkFolder.make(folder);
        } catch (FileAlreadyExistsException e) {
            makeInPlace(e);
        }
    }

    private void makeInPlace(FileAlreadyExistsException there) throws IOException {
        Path aside = folder.resolveSibling(folder.getFileName() + ASIDE + mark);
        try {
            Files.move(folder, aside);
            new WorkFolder(aside).delete();
            var _ = WorkFolder.make(folder);
        } catch (IOException e) {
            e.addSuppressed(there);
            throw new EnvironmentFault(
                    "Making the folder " + folder + " of worker processes failed: there is one that cannot be removed."
                            + " No worker was begun. Remove it, or name another data folder.",
                    e);
        }
    }

    /** Lets all leave, and ends those that do not. */
    @Override
    public void close() {
        Optional<Guard> there;
        synchronized (opening) {
            closed = true;
            there = guard;
        }
        // What is being launched is known by then, and ended like the others.
        launching.writeLock().lock();
        try {
            there.ifPresent(this::close);
        } finally {
            launching.writeLock().unlock();
        }
    }

    private void close(Guard there) {
        alive.forEach(WorkerProcess::leave);
        companions.forEach(CompanionProcess::end);
        CompletableFuture<?>[] ends = Stream.concat(
                        alive.stream().map(WorkerProcess::gone),
                        companions.stream().map(CompanionProcess::gone))
                .toArray(CompletableFuture[]::new);
        // What has not gone by then is the watchdog's.
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, END_MAX.toNanos(), TimeUnit.NANOSECONDS)
                .join();
        there.watch().close();
        there.dog().close();
        there.walkers().shutdown();
        removeLeftovers();
    }
}
