package dev.trawl.local;

import dev.trawl.core.Job;
import dev.trawl.core.RunId;
import dev.trawl.core.trigger.Misfire;
import dev.trawl.core.trigger.Schedule;
import dev.trawl.core.trigger.Timetable;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;

/** The schedule of a job and how far it has come. For one thread at a time. */
final class Ticking {
    private final Job job;
    private final Timetable timetable;
    private final Deque<Instant> queued;
    private Optional<RunId> last;
    private Instant reached;
    private Instant next;

    Ticking(Job job, Timetable timetable, Instant reached, Optional<RunId> last, Collection<Instant> queued) {
        this.job = job;
        this.timetable = timetable;
        this.last = last;
        this.queued = new ArrayDeque<>(queued);
        this.reached = reached;
        this.next = timetable.schedule().next(reached);
    }

    Job job() {
        return job;
    }

    Timetable timetable() {
        return timetable;
    }

    /** The run that an instant started last. */
    Optional<RunId> last() {
        return last;
    }

    void started(RunId run) {
        last = Optional.of(run);
    }

    /** Instants that wait for a run's end, in order. */
    Deque<Instant> queued() {
        return queued;
    }

    /** Every instant up to this one has its entry. */
    Instant reached() {
        return reached;
    }

    /** The first one that has none. */
    Instant next() {
        return next;
    }

    /** When the run of the first one that has no entry is begun. */
    Instant begins() {
        return timetable.begins(job.name(), next);
    }

    /** All instants up to this one have their entries. */
    void reach(Instant instant) {
        reached = instant;
        next = timetable.schedule().next(instant);
    }

    /** What should have begun until then and has no entry. */
    Optional<Schedule.Span> due(Instant until) {
        Optional<Schedule.Span> due = timetable.schedule().span(reached, until.minus(timetable.jitter()));
        Instant last = due.map(Schedule.Span::last).orElse(reached);
        // Of the newest it depends on the jitter of each.
        for (Instant one = timetable.schedule().next(last);
                !timetable.begins(job.name(), one).isAfter(until);
                one = timetable.schedule().next(one)) {
            Instant newest = one;
            due = due.map(before -> before.with(newest)).or(() -> Optional.of(new Schedule.Span(newest, newest, 1)));
        }
        return due;
    }

    /** What of a span is missed: all of it, or all but its newest instant. */
    Optional<Schedule.Span> missed(Schedule.Span due) {
        if (timetable.misfire() == Misfire.SKIP) {
            return Optional.of(due);
        }
        return timetable.schedule().newest(due.first(), due.last().minusMillis(1), 1).stream()
                .findFirst()
                .map(before -> new Schedule.Span(due.first(), before, due.count() - 1));
    }
}
