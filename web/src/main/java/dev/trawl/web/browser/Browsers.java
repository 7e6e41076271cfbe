package dev.trawl.web.browser;

import dev.trawl.core.Failure;
import dev.trawl.core.port.Companions;
import dev.trawl.web.BodyReader;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.Fetcher;
import dev.trawl.web.Posting;
import dev.trawl.web.Relay;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The lane {@code browser} of this process: one shared browser, begun when it is first needed, begun again when it has
 * died or has shown many pages, ended when nobody needs it. When it dies, each page that it showed is
 * tried again alone, so that the guilty one is found and costs nobody else an attempt. For any number of threads.
 */
public final class Browsers implements AutoCloseable {
    /** How long a page waits for its place, or the browser for its memory, before its item rests. */
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);

    private static final Duration REST = Duration.ofSeconds(1);

    /** How long an item rests where no browser can be begun. */
    private static final Duration NO_PROCESS_REST = Duration.ofSeconds(5);

    /** Addresses that are remembered as suspects; of more the oldest are forgotten, and take their chance again. */
    private static final int SUSPECTS_MAX = 1_000;

    private final Relay relay;
    private final String agent;
    private final InstantSource clock;
    private final BrowserProgram program;
    private final BrowserLimits limits;
    private final Room room;
    private final Later later;
    private final Places places;
    private final ReentrantReadWriteLock together = new ReentrantReadWriteLock(true);
    private final Set<String> suspects = Collections.synchronizedSet(Collections.newSetFromMap(new Remembered()));
    private final Set<Browser> alive = ConcurrentHashMap.newKeySet();
    private final ReentrantLock beginning = new ReentrantLock();
    private Optional<BrowserDoor> door = Optional.empty();
    private Optional<Browser> current = Optional.empty();
    private boolean closed;

    /**
     * Nothing is begun yet.
     *
     * @param relay passes on what pages ask for
     * @param agent by which Trawl names itself behind the browser's own name
     */
    public Browsers(Relay relay, String agent, BrowserProgram program, BrowserLimits limits, InstantSource clock) {
        this(relay, agent, program, limits, clock, Room.OF_HEAP, Later.OF_SYSTEM);
    }

    Browsers(
            Relay relay,
            String agent,
            BrowserProgram program,
            BrowserLimits limits,
            InstantSource clock,
            Room room,
            Later later) {
        this.relay = relay;
        this.agent = agent;
        this.program = program;
        this.limits = limits;
        this.clock = clock;
        this.room = room;
        this.later = later;
        this.places = new Places(limits.open());
    }

    /** Has something done after a time, on a thread of its own. */
    @FunctionalInterface
    interface Later {
        /** By the system's clock. */
        Later OF_SYSTEM = (time, what) -> CompletableFuture.delayedExecutor(
                        time.toNanos(), TimeUnit.NANOSECONDS, Thread::startVirtualThread)
                .execute(what);

        void after(Duration time, Runnable what);
    }

    /** The newest of what is put into it. */
    private static final class Remembered extends LinkedHashMap<String, Boolean> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > SUSPECTS_MAX;
        }
    }

    /** Which browser is begun. */
    public BrowserProgram program() {
        return program;
    }

    /**
     * Fetches the pages of a run by showing them.
     *
     * @param companions begin the browser; empty where it is made only to see whether it can be
     */
    public Fetcher fetcher(Optional<Companions> companions, Rendering rendering) {
        Places.Share share = places.share();
        return new Fetcher() {
            @Override
            public <T> Fetched<T> get(FetchRequest request, BodyReader<T> reader) throws InterruptedException {
                Companions begin = companions.orElseThrow(
                        () -> new IllegalStateException("This process has no place for a browser"));
                return placed(share, new Visit.Wish<>(request, reader, rendering), begin);
            }

            @Override
            public <T> Fetched<T> post(FetchRequest request, Posting posting, BodyReader<T> reader) {
                throw new UnsupportedOperationException("A browser shows pages; it posts nothing");
            }
        };
    }

    private <T> Fetched<T> placed(Places.Share share, Visit.Wish<T> wish, Companions companions)
            throws InterruptedException {
        if (!share.take(WAIT_MAX)) {
            return new Fetched.Held<>(REST);
        }
        try {
            boolean alone = suspects.contains(wish.request().address().toString());
            Lock lock = alone ? together.writeLock() : together.readLock();
            lock.lockInterruptibly();
            try {
                Optional<Browser> browser = browser(companions);
                if (browser.isEmpty()) {
                    return new Fetched.Held<>(REST);
                }
                return shown(browser.get(), wish);
            } catch (IOException e) {
                return new Fetched.Failed<>(
                        new Failure("worker-crash", e.getMessage() + "; this try is lost; begin it by hand to see why"),
                        Optional.empty(),
                        "",
                        true,
                        NO_PROCESS_REST);
            } finally {
                lock.unlock();
            }
        } finally {
            share.give();
        }
    }

    private <T> Fetched<T> shown(Browser browser, Visit.Wish<T> wish) throws InterruptedException {
        String address = wish.request().address().toString();
        try {
            Fetched<T> fetched = new Visit<>(browser, wish, room, clock).make(opened());
            suspects.remove(address);
            return fetched;
        } catch (BrowserGone e) {
            if (suspects.add(address)) {
                // Any page may have done it, or somebody else: it is tried again alone, and no attempt is used up.
                return new Fetched.Held<>(Duration.ZERO);
            }
            return new Fetched.Failed<>(browser.fault(), Optional.empty(), "", true, Duration.ZERO);
        } finally {
            browser.leave(clock.instant());
        }
    }

    /** The browser that shows the next page; it has entered. */
    private Optional<Browser> browser(Companions companions) throws IOException, InterruptedException {
        beginning.lockInterruptibly();
        try {
            if (current.isPresent() && current.get().pages() >= limits.pages()) {
                current.get().retire();
                current = Optional.empty();
            }
            if (current.isPresent() && current.get().enter()) {
                return current;
            }
            if (closed) {
                throw new IOException("Trawl is leaving");
            }
            current = begun(companions);
            return current.filter(Browser::enter);
        } finally {
            beginning.unlock();
        }
    }

    private Optional<Browser> begun(Companions companions) throws IOException, InterruptedException {
        Optional<Browser> begun = Browser.begin(
                program.require(),
                opened(),
                companions,
                limits.memoryBytes(),
                clock.instant().plus(WAIT_MAX));
        begun.ifPresent(browser -> {
            alive.add(browser);
            var _ = browser.devtools().gone().thenRun(() -> alive.remove(browser));
            later.after(limits.idle(), () -> endIdle(browser));
        });
        return begun;
    }

    /** Where the door is, for who wants to see that it is shut. */
    int port() {
        return opened().port();
    }

    private BrowserDoor opened() {
        synchronized (suspects) {
            BrowserDoor open = door.orElseGet(() -> {
                BrowserDoor fresh = new BrowserDoor(relay, agent, room.sent());
                fresh.open();
                return fresh;
            });
            door = Optional.of(open);
            return open;
        }
    }

    /** Ends one that nobody has needed for long; one that somebody has is looked at again when it may be so. */
    private void endIdle(Browser browser) {
        beginning.lock();
        try {
            if (current.isEmpty() || current.get() != browser) {
                return;
            }
            Duration left = limits.idle().minus(browser.idle(clock.instant()));
            if (left.isPositive()) {
                later.after(left, () -> endIdle(browser));
            } else {
                browser.retire();
                current = Optional.empty();
            }
        } finally {
            beginning.unlock();
        }
    }

    /** Ends every browser, whatever it shows, and shuts the door. None is begun any more. */
    @Override
    public void close() throws IOException {
        beginning.lock();
        try {
            closed = true;
            alive.forEach(Browser::close);
            current = Optional.empty();
        } finally {
            beginning.unlock();
        }
        synchronized (suspects) {
            if (door.isPresent()) {
                door.get().close();
            }
        }
    }
}
