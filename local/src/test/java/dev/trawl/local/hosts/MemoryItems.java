package dev.trawl.local.hosts;

import dev.trawl.core.Counts;
import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.OpenItem;
import dev.trawl.core.port.Due;
import dev.trawl.core.port.DueQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The items of one run, as a ledger would hold them. */
final class MemoryItems {
    private record Waiting(Instant due, long item) {}

    private final List<WebHost> hosts;
    private final TreeSet<Waiting> waiting =
            new TreeSet<>(Comparator.comparing(Waiting::due).thenComparingLong(Waiting::item));
    private final Map<Long, Waiting> waitingOf = new HashMap<>();
    private final Map<Long, Integer> attempts = new HashMap<>();
    private final Set<Long> handedOut = new HashSet<>();
    private final Map<Long, Instant> readySince = new HashMap<>();
    private long done;
    private int listed;
    private long versions;
    private long rests;

    /** @param hosts by item */
    MemoryItems(List<WebHost> hosts) {
        this.hosts = hosts;
    }

    void list(int items, Instant now) {
        for (long n = listed; n < Math.min(hosts.size(), listed + items); n++) {
            readySince.put(n, now);
        }
        listed = Math.min(hosts.size(), listed + items);
    }

    boolean listedAll() {
        return listed == hosts.size();
    }

    WebHost host(long item) {
        return hosts.get((int) item);
    }

    /** Since when an item may be worked, as far as it is concerned. */
    Instant readySince(long item) {
        return readySince.getOrDefault(item, Instant.MAX);
    }

    /** How often an item was written down to wait although nothing was wrong with it. */
    long rests() {
        return rests;
    }

    Counts counts() {
        return new Counts(listed, done, 0, 0, waiting.size());
    }

    void done(long item) {
        leave(item);
        done++;
        readySince.remove(item);
    }

    void retry(long item, Instant due) {
        attempts.merge(item, 1, Integer::sum);
        readySince.put(item, due);
        await(item, due);
    }

    void rest(long item, Instant due) {
        rests++;
        await(item, due);
    }

    private void await(long item, Instant due) {
        leave(item);
        Waiting row = new Waiting(due, item);
        waiting.add(row);
        waitingOf.put(item, row);
    }

    private void leave(long item) {
        if (!handedOut.remove(item)) {
            throw new IllegalStateException("Item " + item + " was not handed out");
        }
        Waiting row = waitingOf.remove(item);
        if (row != null) {
            waiting.remove(row);
        }
    }

    Due due(DueQuery query) {
        List<OpenItem> items = new ArrayList<>();
        query.recalled().stream()
                .filter(waitingOf::containsKey)
                .limit(query.items())
                .forEach(item -> hand(item, items));
        for (Waiting row : List.copyOf(waiting.headSet(new Waiting(query.until().plusNanos(1), 0), false))) {
            if (items.size() < query.items()) {
                hand(row.item(), items);
            }
        }
        long after = query.after();
        for (; after < listed && items.size() < query.items(); after++) {
            if (!waitingOf.containsKey(after)) {
                hand(after, items);
            }
        }
        return new Due(1, items, after, after < listed, nextDue());
    }

    private void hand(long number, List<OpenItem> items) {
        if (readySince.containsKey(number) && handedOut.add(number)) {
            Item item = new Item("k" + number, Json.of(Json.tree(host(number).name)));
            items.add(new OpenItem(number, ++versions, item, attempts.getOrDefault(number, 0), Map.of(), 0));
        }
    }

    private Instant nextDue() {
        return waiting.stream()
                .filter(row -> !handedOut.contains(row.item()))
                .findFirst()
                .map(Waiting::due)
                .orElse(Instant.MAX);
    }
}
