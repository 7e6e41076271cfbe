package dev.trawl.core.dispatch;

import dev.trawl.core.Counts;
import dev.trawl.core.OpenItem;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.WorkingRun;
import dev.trawl.core.port.Due;
import dev.trawl.core.port.DueQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the dispatch knows of one run that is under way. */
final class Desk {
    final WorkingRun run;
    final ReadyItems ready;
    final ChunkSizer sizer;
    private final List<Suspect> suspects = new ArrayList<>();
    private final Map<Long, KeyQueue> inFlight = new HashMap<>();
    private final Window window;
    private final Crowd crowd = new Crowd();
    private RunView view;

    private boolean listing;
    private int listAttempt = 1;
    private Instant listAt = Instant.MIN;

    private boolean filling;
    private long after;
    private boolean more = true;
    private boolean moreWhileFilling;
    private Instant nextDue = Instant.MIN;
    /** What the answer to a fill may not know yet, as {@code moreWhileFilling}. */
    private Instant dueWhileFilling = Instant.MAX;

    /** Whether the ledger may hold surplus that this knows nothing of: another process put it by, or what was known was dropped. */
    private boolean forgotten = true;

    private int unsettled;
    private boolean asked;
    private boolean closing;
    private boolean interrupted;

    /** An item that runs alone. */
    record Suspect(String key, OpenItem item) {}

    Desk(WorkingRun run, KeyTimes times, Window window) {
        this.window = window;
        this.run = run;
        this.view = run.view();
        this.ready = new ReadyItems(times);
        this.sizer = new ChunkSizer(run.rules().chunk());
    }

    RunView view() {
        return view;
    }

    /** The run is as the ledger says now, some outcomes further; later generations begin from the start. */
    void changed(RunView now, int outcomes) {
        if (now.epoch() != view.epoch()) {
            nextDue = Instant.MIN;
            asked = false;
            closing = false;
            interrupted = false;
        }
        if (now.counts().listed() > view.counts().listed() || now.epoch() != view.epoch()) {
            more = true;
            moreWhileFilling = true;
        }
        asked &= (!view.due() || now.due()) && view.paused() == now.paused();
        closing &= !view.due() || now.due();
        unsettled = now.epoch() != view.epoch() ? 0 : Math.max(0, unsettled - outcomes);
        view = now;
        if (now.phase().closed() || ended()) {
            ready.clear();
            suspects.clear();
            forgotten = true;
        }
    }

    Counts counts() {
        return view.counts();
    }

    int inFlight() {
        return inFlight.size();
    }

    int concurrency() {
        return view.concurrency().orElse(run.rules().limits().concurrency());
    }

    /** Whether the run was ended before its items were. */
    boolean ended() {
        return view.phase() == RunState.CLOSING;
    }

    boolean working() {
        return !view.paused() && !view.phase().closed() && !ended();
    }

    boolean mayList(Instant now) {
        return working()
                && !listing
                && !view.listing().ended()
                && !listAt.isAfter(now)
                && counts().backlog() < window.backlog();
    }

    Step.ListPage list() {
        listing = true;
        return new Step.ListPage(run.id(), view.listing(), listAttempt);
    }

    void listed() {
        listing = false;
        listAttempt = 1;
        listAt = Instant.MIN;
    }

    void listAgain(int attempt, Instant at) {
        listing = false;
        listAttempt = attempt;
        listAt = at;
    }

    boolean mayFill(Instant now) {
        return working() && !filling && (mayAdd(now) || mayRecall());
    }

    private boolean mayAdd(Instant now) {
        return room() && (more || !nextDue.isAfter(now));
    }

    /** Those that are called back are few; they come although the window is crowded by others. */
    private boolean mayRecall() {
        return ready.wanted() && ready.count() < window.items();
    }

    private boolean room() {
        return ready.count() < window.items() / 2 && ready.bytes() < window.bytes() / 2;
    }

    /** What to ask the ledger for; empty where it turns out that nothing is wanted. */
    Optional<DueQuery> fill(Instant now) {
        int space = window.items() - ready.count();
        boolean add = mayAdd(now);
        List<Long> recalled = ready.recall(space, now);
        if (!add && recalled.isEmpty()) {
            return Optional.empty();
        }
        filling = true;
        dueWhileFilling = Instant.MAX;
        moreWhileFilling = false;
        int items = add ? space : recalled.size();
        long bytes = add ? window.bytes() - ready.bytes() : window.bytes();
        return Optional.of(new DueQuery(run.id(), view.epoch(), now, after, items, bytes, recalled, forgotten));
    }

    void filled(Due due) {
        filling = false;
        if (due.epoch() != view.epoch()) {
            // On the way while the run was ended and begun again: what was handed out before is void, and after it
            // nothing was. That it was begun again has been told, or will be; either way it is asked anew.
            return;
        }
        after = due.after();
        more = due.more() || moreWhileFilling;
        nextDue = earlier(due.nextDue(), dueWhileFilling);
        if (view.phase().closed() || ended()) {
            return;
        }
        forgotten = false;
        for (OpenItem item : due.items()) {
            String key = key(item);
            if (item.suspect()) {
                suspects.add(new Suspect(key, item));
            } else {
                ready.add(key, item);
            }
        }
        ready.answered(due.more());
    }

    boolean mayWork() {
        return working() && unsettled < window.unsettled() && inFlight() < concurrency();
    }

    /** The next chunk; empty where nothing can be worked now. */
    List<OpenItem> chunk(Instant now) {
        int places = concurrency() - inFlight();
        int size = sizer.next(ready.count(), places, run.rules().limits().deadline());
        ReadyItems.Taken taken = ready.take(size, run.rules().limits().perHost(), now);
        return begin(taken.queue(), taken.items());
    }

    /** Whether it has items that must run alone. */
    boolean suspected() {
        return !suspects.isEmpty();
    }

    /** The next suspect whose host may be asked: one that only waits for its host is not to be found guilty. */
    Optional<Suspect> suspect(Instant now) {
        return suspects.stream()
                .filter(each -> !ready.freeAt(each.key()).isAfter(now))
                .findFirst();
    }

    /** A suspect is handed to its worker. */
    List<OpenItem> beginSuspect(Suspect suspect, Instant now) {
        suspects.remove(suspect);
        return begin(ready.begun(suspect.key(), now), List.of(suspect.item()));
    }

    private List<OpenItem> begin(KeyQueue queue, List<OpenItem> items) {
        items.forEach(item -> inFlight.put(item.number(), queue));
        unsettled += items.size();
        return items;
    }

    /** An item has left its worker; it waits until an instant, or ended where that is {@link Instant#MAX}. */
    void left(long item, Instant due) {
        KeyQueue queue = inFlight.remove(item);
        if (queue != null) {
            ready.left(queue);
        }
        waits(due);
    }

    /** An item is to be worked again at an instant. */
    void waits(Instant due) {
        nextDue = earlier(due, nextDue);
        dueWhileFilling = earlier(due, dueWhileFilling);
    }

    /** What is put to rest in the ledger: items of keys that are held for long, and the surplus that keeps others out. */
    List<Surplus.Rest> rest(Instant now) {
        boolean waiting = more || !view.listing().ended();
        if (crowd.blocks(!room() && waiting && mayWork(), now)) {
            ready.thin(now, crowd.horizon(), crowd.least(run.rules().limits().perHost()));
        }
        List<Surplus.Rest> rests = ready.leave(now);
        unsettled += rests.size();
        rests.forEach(each -> waits(each.until()));
        return rests;
    }

    /** Whether the run is to be closed, and is not being closed already: that takes what it takes, paused or not. */
    boolean close() {
        boolean first = !closing;
        closing = true;
        return first;
    }

    /** Whether something is asked of the run for the first time in its epoch. */
    boolean ask() {
        boolean first = !asked;
        asked = true;
        return first;
    }

    /** What was asked was refused, so it may be asked again. */
    void refused() {
        asked = false;
        closing = false;
    }

    /** Whether what is under way is to be stopped now, once. */
    boolean interrupt() {
        boolean first = ended() && inFlight() > 0 && !interrupted;
        interrupted |= first;
        return first;
    }

    /** The next instant after now at which more may be done although nothing happened. */
    Instant wakeAt(Instant now) {
        Instant at = Instant.MAX;
        if (working()) {
            at = earlierAfter(now, at, ready.wakeAt());
            for (Suspect suspect : suspects) {
                at = earlierAfter(now, at, ready.freeAt(suspect.key()));
            }
            at = earlierAfter(now, at, nextDue);
            at = earlierAfter(now, at, crowd.lookAt());
            at = view.listing().ended() ? at : earlierAfter(now, at, listAt);
        }
        return at;
    }

    private static Instant earlierAfter(Instant now, Instant a, Instant b) {
        return b.isAfter(now) ? earlier(a, b) : a;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** Until when nothing can be done of the run, although nothing is under way; {@link Instant#MIN} where something is. */
    Instant quietUntil() {
        boolean busy = !working()
                || view.due()
                || listing
                || filling
                || more
                || unsettled > 0
                || inFlight() > 0
                || ready.count() > 0
                || ready.wanted()
                || suspected();
        return busy ? Instant.MIN : view.listing().ended() ? nextDue : earlier(listAt, nextDue);
    }

    Glance glance() {
        return new Glance(view.counts(), view.listing().ended(), inFlight(), ready.slowest());
    }

    private String key(OpenItem item) {
        try {
            return run.worker().budgetKey(item.item()).orElse("");
        } catch (RuntimeException e) {
            return ""; // A worker that cannot say is asked all the same; its items end as it ends them.
        }
    }
}
