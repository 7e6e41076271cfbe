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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
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
    /** Pages that one browser shows; then another takes its place. */
    private static final int PAGES_MAX = 500;

    /** Pages open at once. */
    private static final int OPEN_MAX = Math.clamp(4L * Runtime.getRuntime().availableProcessors(), 4, 16);

    /** How long a page waits for its place, or the browser for its memory, before its item rests. */
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);

    private static final Duration REST = Duration.ofSeconds(1);

    /** How long an item rests where no browser can be begun. */
    private static final Duration NO_PROCESS_REST = Duration.ofSeconds(5);

    /** How long a browser is kept that nobody needs. */
    private static final Duration IDLE_MAX = Duration.ofMinutes(1);

    private static final Executor AFTER_IDLE =
            CompletableFuture.delayedExecutor(IDLE_MAX.toSeconds(), TimeUnit.SECONDS);

    private final Relay relay;
    private final String agent;
    private final InstantSource clock;
    private final BrowserProgram program;
    private final Semaphore places = new Semaphore(OPEN_MAX, true);
    private final ReentrantReadWriteLock together = new ReentrantReadWriteLock(true);
    private final Set<String> suspects = ConcurrentHashMap.newKeySet();
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
    public Browsers(Relay relay, String agent, BrowserProgram program, InstantSource clock) {
        this.relay = relay;
        this.agent = agent;
        this.program = program;
        this.clock = clock;
    }

    /** Which browser is begun. */
    public BrowserProgram program() {
        return program;
    }

    /**
     * Fetches pages by showing them.
     *
     * @param companions begin the browser; empty where it is made only to see whether it can be
     */
    public Fetcher fetcher(Optional<Companions> companions, Rendering rendering) {
        return new Fetcher() {
            @Override
            public <T> Fetched<T> get(FetchRequest request, BodyReader<T> reader) throws InterruptedException {
                Companions begin = companions.orElseThrow(
                        () -> new IllegalStateException("This process has no place for a browser"));
                return placed(request, reader, rendering, begin);
            }

            @Override
            public <T> Fetched<T> post(FetchRequest request, Posting posting, BodyReader<T> reader) {
                throw new UnsupportedOperationException("A browser shows pages; it posts nothing");
            }
        };
    }

    private <T> Fetched<T> placed(
            FetchRequest request, BodyReader<T> reader, Rendering rendering, Companions companions)
            throws InterruptedException {
        if (!places.tryAcquire(WAIT_MAX.toNanos(), TimeUnit.NANOSECONDS)) {
            return new Fetched.Held<>(REST);
        }
        try {
            boolean alone = suspects.contains(request.address().toString());
            Lock lock = alone ? together.writeLock() : together.readLock();
            lock.lockInterruptibly();
            try {
                Optional<Browser> browser = browser(companions);
                if (browser.isEmpty()) {
                    return new Fetched.Held<>(REST);
                }
                return shown(browser.get(), new Visit<>(browser.get(), request, reader, rendering, clock), request);
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
            places.release();
        }
    }

    private <T> Fetched<T> shown(Browser browser, Visit<T> visit, FetchRequest request) throws InterruptedException {
        String address = request.address().toString();
        try {
            Fetched<T> fetched = visit.make(opened());
            suspects.remove(address);
            return fetched;
        } catch (BrowserGone e) {
            if (suspects.add(address)) {
                // Any page may have done it, or somebody else: it is tried again alone, and no attempt is used up.
                return new Fetched.Held<>(Duration.ZERO);
            }
            return new Fetched.Failed<>(browser.fault(), Optional.empty(), "", true, Duration.ZERO);
        } finally {
            browser.leave();
            AFTER_IDLE.execute(() -> endIdle(browser));
        }
    }

    /** The browser that shows the next page; it has entered. */
    private Optional<Browser> browser(Companions companions) throws IOException, InterruptedException {
        beginning.lockInterruptibly();
        try {
            if (current.isPresent() && current.get().pages() >= PAGES_MAX) {
                current.get().retire();
                current = Optional.empty();
            }
            if (current.isPresent() && current.get().enter()) {
                return current;
            }
            if (closed) {
                throw new IOException("Trawl is leaving");
            }
            current = Browser.begin(
                    program.require(), opened(), companions, clock.instant().plus(WAIT_MAX));
            return current.filter(Browser::enter);
        } finally {
            beginning.unlock();
        }
    }

    /** Where the door is, for who wants to see that it is shut. */
    int port() {
        return opened().port();
    }

    private BrowserDoor opened() {
        synchronized (suspects) {
            BrowserDoor open = door.orElseGet(() -> {
                BrowserDoor fresh = new BrowserDoor(relay, agent);
                fresh.open();
                return fresh;
            });
            door = Optional.of(open);
            return open;
        }
    }

    private void endIdle(Browser browser) {
        beginning.lock();
        try {
            if (current.isPresent() && current.get() == browser && !browser.busy()) {
                browser.retire();
                current = Optional.empty();
            }
        } finally {
            beginning.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        beginning.lock();
        try {
            closed = true;
            current.ifPresent(Browser::close);
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
