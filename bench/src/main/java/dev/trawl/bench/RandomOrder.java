package dev.trawl.bench;

import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Outcome;
import dev.trawl.core.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Does nothing, and ends items in random order: each waits until it is drawn among the {@value #WINDOW} that wait,
 * when another one comes. For one run.
 */
final class RandomOrder implements Worker {
    /** Items that wait; more than these must be with workers at once. */
    static final int WINDOW = 1_000;

    private final long items;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<CompletableFuture<Boolean>> waiting = new ArrayList<>(WINDOW);
    private long come;

    /** @param items of the run: with the last one nobody waits any more */
    RandomOrder(long items, RandomGenerator random) {
        this.items = items;
        this.random = random;
    }

    @Override
    public Outcome work(Item item, ItemContext context) {
        waitForTurn();
        return Outcome.DONE;
    }

    /** Returns when the caller was drawn. */
    void waitForTurn() {
        CompletableFuture<Boolean> drawn = new CompletableFuture<>();
        come(drawn).forEach(each -> each.complete(Boolean.TRUE));
        var _ = drawn.join();
    }

    /** Who need not wait any more. */
    private List<CompletableFuture<Boolean>> come(CompletableFuture<Boolean> next) {
        lock.lock();
        try {
            come++;
            waiting.add(next);
            if (come == items) {
                return List.copyOf(waiting);
            }
            return waiting.size() < WINDOW ? List.of() : List.of(draw());
        } finally {
            lock.unlock();
        }
    }

    private CompletableFuture<Boolean> draw() {
        int at = random.nextInt(waiting.size());
        CompletableFuture<Boolean> last = waiting.removeLast();
        return at == waiting.size() ? last : waiting.set(at, last);
    }
}
