package dev.trawl.local;

import dev.trawl.core.Job;
import dev.trawl.core.RunView;
import dev.trawl.core.Slice;
import dev.trawl.core.Start;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.trigger.Listeners;
import dev.trawl.local.sqlite.InstantRows;
import dev.trawl.local.sqlite.SqliteLedger;
import dev.trawl.local.sqlite.SqliteRecords;
import dev.trawl.local.sqlite.TriggerLedger.Occasion;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * What starts runs on one machine besides commands: schedules, topics, changes of rows, and the ends of other runs. It has no thread
 * of its own: {@link TurningThread} drives it, or a simulated world. Safe for any number of threads.
 */
public final class Triggers implements TurningThread.Turns {
    /**
     * How much of it is wanted.
     *
     * @param all everything, with what was left over when the process before this one died, and schedules; else what
     *     comes of the runs that are started here
     * @param takenUp jobs whose changes of rows are taken up that were left over
     */
    public record Scope(boolean all, Set<String> takenUp) {
        /** Everything. */
        public static final Scope ALL = new Scope(true, Set.of());

        /** What comes of the runs that are started here; no schedules. */
        public static final Scope OWN = new Scope(false, Set.of());

        public Scope {
            takenUp = Set.copyOf(takenUp);
        }
    }

    private final Parts parts;
    private final Scope scope;
    private final Starter starter;
    private final Followers followers;
    private final ChangeFollowers changes;
    private final Scheduler scheduler;

    /**
     * What it works with.
     *
     * @param notes told what could not be started, for people
     * @param onStart told of every run that it starts
     */
    record Parts(
            Operations operations,
            SqliteLedger ledger,
            SqliteRecords records,
            InstantSource clock,
            Consumer<String> notes,
            Consumer<RunView> onStart) {}

    Triggers(Parts parts, Scope scope) {
        this.parts = parts;
        this.scope = scope;
        this.starter = new Starter(parts.operations(), parts.ledger().triggers(), parts.notes(), parts.onStart());
        this.followers = new Followers(
                parts.records(), starter, scope.all() ? 0 : parts.records().lastEnded());
        this.changes = new ChangeFollowers(parts, starter, scope);
        this.scheduler = new Scheduler(parts.ledger().triggers(), parts.records(), parts.clock(), starter);
    }

    /**
     * Goes by these jobs from now on: at the beginning, and whenever one has changed. Runs that go on are not touched.
     *
     * @throws IllegalArgumentException where a schedule or a condition makes no sense; nothing changes then
     */
    public synchronized void jobs(Collection<Job> jobs) {
        Listeners listeners = new Listeners(jobs);
        if (scope.all()) {
            scheduler.turn();
            scheduler.jobs(jobs);
        }
        starter.listeners(listeners);
        changes.again();
        parts.ledger().listen(listeners::heard);
        parts.ledger().hear(jobs);
    }

    /**
     * Starts a run as {@link Machine#start} does. Where its job publishes, the message to its topic starts the runs
     * of those who listen, in the same commit.
     *
     * @throws dev.trawl.core.stage.BadInput where the input does not fit the job; nothing is started then
     * @throws IllegalArgumentException where the source or the worker can't be made of it; likewise
     */
    public Accepted start(Start start) {
        if (starter.listeners().besides(List.of(start)).isEmpty()) {
            return parts.operations().start(start);
        }
        parts.operations().prepare(start);
        Started started = starter.begin("A run of " + start.job().name(), List.of(start), new Occasion.Message());
        return started.accepted().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        started.refused().getFirst().why()));
    }

    /**
     * Sends a message to a topic: every job that listens starts one run, all in one commit.
     *
     * @param key under the same key of a topic the same message is sent once; another one is a conflict
     * @return what was started; nothing where nobody listens
     * @throws IllegalArgumentException where the message can't be the input of a job that listens
     */
    public Started publish(String topic, JsonNode message, Optional<String> key) {
        List<Start> starts =
                starter.listeners().message(topic, message, key.map(known -> "topic:" + topic + ":" + known));
        return starter.begin("A message to " + topic, starts, new Occasion.Message());
    }

    /**
     * Scheduled instants of a job that have come, newest first, each with what became of it.
     *
     * @param after a token of this list
     * @throws IllegalArgumentException where the token is none
     */
    public Slice<InstantRows.Entry> instants(String job, Optional<String> after, int limit) {
        return parts.records().instants(job, after, limit);
    }

    /** Starts what is to be started now: after ends of runs and changes of rows, and at instants that have come. */
    @Override
    public synchronized void turn() {
        followers.turn();
        changes.turn();
        if (scope.all()) {
            scheduler.turn();
        }
    }

    /** As {@link #turn}, and no change waits for others: nobody makes any more just now. */
    public synchronized void flush() {
        followers.turn();
        changes.flush();
    }

    /** When the next turn is due although nothing happens; {@link Instant#MAX} where none is. */
    @Override
    public synchronized Instant wakeAt() {
        Instant gathered = changes.wakeAt();
        Instant scheduled = scheduler.wakeAt();
        return gathered.isBefore(scheduled) ? gathered : scheduled;
    }

    /** Whether the end of a run of this job may start something. Waits for nobody. */
    boolean concerns(String job) {
        return starter.listeners().heard(job) || scheduler.queues(job);
    }
}
