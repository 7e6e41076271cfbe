package dev.trawl.core.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which desks are to be looked at: those that something happened to, and those whose instant has come. So what one
 * event costs does not grow with the runs that are open.
 */
final class Agenda {
    private record Timer(Instant at, long number, Desk desk) {}

    private final Set<Desk> touched = new LinkedHashSet<>();
    private final TreeSet<Timer> timers =
            new TreeSet<>(Comparator.comparing(Timer::at).thenComparingLong(Timer::number));
    private final Map<Desk, Timer> timerOf = new HashMap<>();
    private long numbers;

    /** Something happened to a desk. */
    void touch(Desk desk) {
        touched.add(desk);
    }

    /** The desk is gone. */
    void forget(Desk desk) {
        touched.remove(desk);
        stop(desk);
    }

    /** Those to be looked at now. */
    List<Desk> take(Instant now) {
        while (!timers.isEmpty() && !timers.first().at().isAfter(now)) {
            Desk due = timers.first().desk();
            stop(due);
            touched.add(due);
        }
        List<Desk> taken = new ArrayList<>(touched);
        touched.clear();
        return taken;
    }

    /** A desk was looked at; without an event it is looked at again at an instant, {@link Instant#MAX} for never. */
    void rest(Desk desk, Instant until) {
        stop(desk);
        if (until.isBefore(Instant.MAX)) {
            Timer timer = new Timer(until, numbers++, desk);
            timers.add(timer);
            timerOf.put(desk, timer);
        }
    }

    /** When the first desk is to be looked at although nothing happens. */
    Instant wakeAt(Instant now) {
        Instant timed = timers.isEmpty() ? Instant.MAX : timers.first().at();
        return touched.stream().map(desk -> desk.wakeAt(now)).reduce(timed, (a, b) -> a.isBefore(b) ? a : b);
    }

    private void stop(Desk desk) {
        Timer timer = timerOf.remove(desk);
        if (timer != null) {
            timers.remove(timer);
        }
    }
}
