package dev.trawl.web.browser;

import dev.trawl.core.Meter;
import dev.trawl.web.Relay;
import dev.trawl.web.WebAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What one page may do at the door, under a key that its browser context alone has. Closing it ends what is under way. For
 * any number of threads.
 */
final class Passage implements AutoCloseable {
    private final Credentials credentials;
    private final Relay.Terms terms;
    private final boolean pictures;
    private final Consumer<Happening> page;
    private final Set<Thread> underWay = ConcurrentHashMap.newKeySet();
    private final Consumer<Passage> forget;
    private Optional<Document> expected = Optional.empty();
    private boolean closed;

    /**
     * Under which limits a page asks.
     *
     * @param pictures whether pictures are asked for
     */
    record Limits(Instant until, int perHost, long bodyBytesMax, Meter meter, boolean pictures) {}

    /** A document that the page waits for. */
    record Document(int number, WebAddress address) {}

    /**
     * @param page told what happens
     * @param forget told that it is closed
     */
    Passage(Credentials credentials, Limits limits, Consumer<Happening> page, Consumer<Passage> forget) {
        this.credentials = credentials;
        this.terms = new Relay.Terms(limits.until(), limits.perHost(), limits.bodyBytesMax(), (measure, amount) -> {
            if (open()) {
                limits.meter().count(measure, amount);
            }
        });
        this.pictures = limits.pictures();
        this.page = page;
        this.forget = forget;
    }

    Credentials credentials() {
        return credentials;
    }

    Relay.Terms terms() {
        return terms;
    }

    boolean pictures() {
        return pictures;
    }

    /** The next request for this address is that of the page's document. */
    synchronized void expect(Document document) {
        expected = Optional.of(document);
    }

    /** The document that a request is for; empty where it is for something else. */
    synchronized Optional<Document> document(String method, WebAddress address) {
        Optional<Document> found =
                expected.filter(document -> document.address().equals(address));
        if (found.isPresent() && !method.equals("HEAD")) {
            expected = Optional.empty();
        }
        return found;
    }

    /** Tells the page; once this is closed, nobody. */
    void tell(Happening what) {
        synchronized (this) {
            if (!closed) {
                page.accept(what);
                return;
            }
        }
        what.drop();
    }

    /** A request begins on this thread; false where nothing may begin any more. */
    boolean enter() {
        synchronized (this) {
            if (!closed) {
                underWay.add(Thread.currentThread());
                tell(new Happening.Traffic(underWay.size()));
            }
            return !closed;
        }
    }

    /** It is over. */
    void leave() {
        synchronized (this) {
            underWay.remove(Thread.currentThread());
            // It is not to meet whatever the thread does next.
            var _ = closed && Thread.interrupted();
            tell(new Happening.Traffic(underWay.size()));
        }
    }

    private synchronized boolean open() {
        return !closed;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            underWay.forEach(Thread::interrupt);
        }
        forget.accept(this);
    }
}
