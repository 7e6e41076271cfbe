package dev.trawl.local;

import dev.trawl.core.Body;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.Start;
import dev.trawl.core.Triggers.ScheduleSpec;
import dev.trawl.core.port.Records;
import dev.trawl.core.trigger.Misfire;
import dev.trawl.core.trigger.Overlap;
import dev.trawl.core.trigger.Schedule;
import dev.trawl.core.trigger.Timetable;
import dev.trawl.local.sqlite.TriggerLedger;
import dev.trawl.local.sqlite.TriggerLedger.Occasion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * Starts the runs of jobs at their instants and sees to it that every instant has one entry: started, skipped or
 * missed. An entry and its run are one commit, and instants have their entries in order, so that nothing but the
 * newest entry need be known to go on after a crash. For one thread at a time.
 */
final class Scheduler {
    /** What begins later than this is missed: nobody was there, or the clock has jumped. */
    static final Duration LATE_MAX = Duration.ofSeconds(10);

    /** The most instants of a job that wait for the end of a run; further ones are skipped. */
    static final int QUEUE_MAX = 100;

    private final TriggerLedger ledger;
    private final Records records;
    private final InstantSource clock;
    private final Starter starter;
    private final Map<String, Ticking> jobs = new TreeMap<>();
    /** Jobs of which instants may wait for a run's end. */
    private volatile Set<String> queueing = Set.of();
    /** How late an instant may begin; at the first look everything that has come is too late. */
    private Duration late = Duration.ZERO;

    Scheduler(TriggerLedger ledger, Records records, InstantSource clock, Starter starter) {
        this.ledger = ledger;
        this.records = records;
        this.clock = clock;
        this.starter = starter;
    }

    /**
     * Goes by the schedules of these jobs from now on. What came until now by what held before is missed, where it
     * has no entry; a job that is new begins now.
     */
    void jobs(Collection<Job> all) {
        Map<String, TriggerLedger.Standing> standings = ledger.standings();
        Set<String> gone = new HashSet<>(standings.keySet());
        jobs.clear();
        Instant now = clock.instant();
        for (Job job : all) {
            job.triggers().schedule().ifPresent(spec -> {
                gone.remove(job.name());
                add(job, Json.of(spec.settings()), Optional.ofNullable(standings.get(job.name())), now);
            });
        }
        for (String name : gone) {
            TriggerLedger.Standing standing = standings.get(name);
            if (standing != null && standing.settings().isPresent()) {
                end(name, standing, now);
            }
        }
        late = LATE_MAX;
        queueing = jobs.values().stream()
                .filter(each -> each.timetable().overlap() == Overlap.QUEUE
                        || !each.queued().isEmpty())
                .map(each -> each.job().name())
                .collect(Collectors.toUnmodifiableSet());
    }

    private void add(Job job, Json settings, Optional<TriggerLedger.Standing> standing, Instant now) {
        Optional<Json> before = standing.flatMap(TriggerLedger.Standing::settings);
        if (before.isEmpty() || !before.get().equals(settings)) {
            standing.ifPresent(known -> end(job.name(), known, now));
            Instant since = standing.map(TriggerLedger.Standing::reached)
                    .filter(reached -> reached.isAfter(now))
                    .orElse(now);
            ledger.schedule(job.name(), Optional.of(settings), since);
            jobs.put(job.name(), ticking(job, settings, standing, since));
        } else {
            Ticking ticking = ticking(job, settings, standing, standing.get().reached());
            jobs.put(job.name(), ticking);
            miss(ticking, now.minus(late));
        }
    }

    private static Ticking ticking(Job job, Json settings, Optional<TriggerLedger.Standing> standing, Instant reached) {
        return new Ticking(
                job,
                Timetable.of(settings.tree()),
                reached,
                standing.flatMap(TriggerLedger.Standing::last),
                standing.map(TriggerLedger.Standing::queued).orElse(List.of()));
    }

    /** The schedule of a job holds no more: what is left of it is missed. */
    private void end(String job, TriggerLedger.Standing standing, Instant now) {
        standing.settings().ifPresent(settings -> {
            Timetable.of(settings.tree())
                    .schedule()
                    .span(standing.reached(), now)
                    .ifPresent(span -> ledger.missed(job, span));
            Instant until = standing.reached().isAfter(now) ? standing.reached() : now;
            ledger.schedule(job, Optional.empty(), until);
        });
    }

    /** Gives every instant its entry that has come. */
    void turn() {
        Instant now = clock.instant();
        for (Ticking ticking : jobs.values()) {
            goOn(ticking);
            miss(ticking, now.minus(late));
            while (!ticking.begins().isAfter(now)) {
                take(ticking, ticking.next());
            }
        }
    }

    /** When the next instant comes; {@link Instant#MAX} where none does. */
    Instant wakeAt() {
        return jobs.values().stream()
                .map(Ticking::begins)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /** Whether instants of a job may wait for the end of a run. For any thread. */
    boolean queues(String job) {
        return queueing.contains(job);
    }

    private void miss(Ticking ticking, Instant until) {
        Optional<Schedule.Span> due = ticking.due(until);
        if (due.isEmpty()) {
            return;
        }
        ticking.missed(due.get()).ifPresent(span -> {
            ledger.missed(ticking.job().name(), span);
            ticking.reach(span.last());
        });
        if (ticking.timetable().misfire() == Misfire.ONCE) {
            take(ticking, ticking.next());
        }
    }

    /** Instants that waited begin in order, one at each end of a run. */
    private void goOn(Ticking ticking) {
        while (!ticking.queued().isEmpty() && !going(ticking)) {
            start(ticking, ticking.queued().getFirst(), Optional.empty());
            ticking.queued().removeFirst();
        }
    }

    private boolean going(Ticking ticking) {
        return ticking.last()
                .flatMap(records::run)
                .filter(run -> !run.phase().closed())
                .isPresent();
    }

    private void take(Ticking ticking, Instant instant) {
        Overlap overlap = ticking.timetable().overlap();
        if (ticking.queued().isEmpty() && (overlap == Overlap.REPLACE || !going(ticking))) {
            start(ticking, instant, overlap == Overlap.REPLACE ? ticking.last() : Optional.empty());
        } else if (overlap == Overlap.QUEUE && ticking.queued().size() < QUEUE_MAX) {
            ledger.queued(ticking.job().name(), instant);
            ticking.queued().add(instant);
        } else {
            ledger.skipped(ticking.job().name(), instant);
        }
        ticking.reach(instant);
    }

    private void start(Ticking ticking, Instant instant, Optional<RunId> replaced) {
        Job job = ticking.job();
        ObjectNode message = Json.object().put(ScheduleSpec.INPUT, instant.toString());
        boolean wanted = job.inputs().stream().anyMatch(input -> input.name().equals(ScheduleSpec.INPUT));
        Start start = new Start(
                job,
                wanted && !job.takesBody() ? message : Json.object(),
                job.takesBody() ? Optional.of(Body.of(message)) : Optional.empty(),
                Optional.of("instant:" + instant));
        if (starter.idle(start)) {
            ledger.skipped(job.name(), instant);
            return;
        }
        starter
                .begin("The instant " + instant, List.of(start), new Occasion.Scheduled(job.name(), instant, replaced))
                .runs()
                .stream()
                .filter(run -> run.job().equals(job.name()))
                .forEach(run -> ticking.started(run.id()));
    }
}
