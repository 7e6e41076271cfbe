package dev.trawl.local;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.InputSpec;
import dev.trawl.core.InputType;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Outcome;
import dev.trawl.core.Row;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.Slice;
import dev.trawl.core.Start;
import dev.trawl.core.TableSpec;
import dev.trawl.core.Triggers.Change;
import dev.trawl.core.Triggers.Finished;
import dev.trawl.core.Triggers.Publish;
import dev.trawl.core.Triggers.ScheduleSpec;
import dev.trawl.core.Worker;
import dev.trawl.core.dispatch.Window;
import dev.trawl.core.port.LedgerStopped;
import dev.trawl.local.sqlite.InstantRows;
import dev.trawl.local.sqlite.PageRoom;
import dev.trawl.testkit.NumberSource;
import dev.trawl.testkit.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A machine with triggers whose time, threads and deaths are the test's. */
final class TriggerWorld implements AutoCloseable {
    final SettableClock clock;
    final List<String> notes = new ArrayList<>();
    final FrailConnection database;
    private final Map<String, Job> jobs = new TreeMap<>();
    private final Random random = new Random(1);
    private Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private Queue<Runnable> deeds = new ArrayDeque<>();
    private Optional<SteppedMachine> machine = Optional.empty();
    private Optional<Triggers> triggers = Optional.empty();

    /** Whether runs are worked. */
    private boolean working = true;

    TriggerWorld(String now) throws SQLException {
        clock = new SettableClock(Instant.parse(now));
        database = new FrailConnection();
    }

    /** A job of one item, or whose items are what it is sent. */
    static Job job(String name, Job.SourceMaker source, UnaryOperator<dev.trawl.core.Triggers> triggers) {
        Worker worker = (_, _) -> Outcome.DONE;
        List<TableSpec> tables = List.of();
        Json definition = Json.of(Json.object().put("job", name));
        Job.Parts parts = new Job.Parts(source, (_, _) -> worker);
        return new Job(
                name,
                "",
                List.of(),
                Job.Rules.DEFAULT,
                tables,
                parts,
                definition,
                triggers.apply(dev.trawl.core.Triggers.NONE));
    }

    /** A job that hears of rows, in an input of its own. */
    static Job hearing(String name, Change change) {
        Job job = job(
                name,
                one(),
                none -> new dev.trawl.core.Triggers(
                        none.http(),
                        none.schedule(),
                        none.topic(),
                        none.finished(),
                        Optional.of(change),
                        none.publish()));
        List<InputSpec> inputs = List.of(
                new InputSpec(Change.INPUT, new InputType.Tree(), Optional.of("[]"), false, ""),
                new InputSpec("shade", new InputType.Text(), Optional.empty(), true, ""));
        return new Job(name, "", inputs, job.rules(), job.tables(), job.parts(), job.definition(), job.triggers());
    }

    /** A job whose one item writes the rows of its run. */
    static Job writing(String name, TableSpec table, Function<RunId, List<Row>> rows) {
        Worker worker = (_, context) -> {
            rows.apply(context.run()).forEach(context::row);
            return Outcome.DONE;
        };
        List<InputSpec> inputs = List.of(new InputSpec("shade", new InputType.Text(), Optional.empty(), true, ""));
        Job.Parts parts = new Job.Parts(one(), (_, _) -> worker);
        Json definition = Json.of(Json.object().put("job", name));
        return new Job(
                name, "", inputs, Job.Rules.DEFAULT, List.of(table), parts, definition, dev.trawl.core.Triggers.NONE);
    }

    static Job.SourceMaker one() {
        return (_, _) -> new NumberSource(1, 1);
    }

    static Job ticking(String name, String settings) {
        ScheduleSpec spec = new ScheduleSpec(Json.parse(settings).tree());
        return job(
                name,
                one(),
                none -> new dev.trawl.core.Triggers(
                        none.http(), Optional.of(spec), none.topic(), none.finished(), none.change(), none.publish()));
    }

    static Job following(String name, Job.SourceMaker source, Finished finished) {
        return job(
                name,
                source,
                none -> new dev.trawl.core.Triggers(
                        none.http(),
                        none.schedule(),
                        none.topic(),
                        Optional.of(finished),
                        none.change(),
                        none.publish()));
    }

    /** A job whose one item is worked so, and whose outcomes a topic is told. */
    static Job telling(String name, String topic, Worker worker) {
        Publish publish = new Publish(Optional.empty(), Optional.of(topic));
        Job job = job(
                name,
                one(),
                none -> new dev.trawl.core.Triggers(
                        none.http(), none.schedule(), none.topic(), none.finished(), none.change(), publish));
        Job.Parts parts = new Job.Parts(one(), (_, _) -> worker);
        return new Job(name, "", List.of(), job.rules(), job.tables(), parts, job.definition(), job.triggers());
    }

    static Job listening(String name, Job.SourceMaker source, Optional<String> topic, Optional<String> publish) {
        return job(
                name,
                source,
                none -> new dev.trawl.core.Triggers(
                        none.http(),
                        none.schedule(),
                        topic,
                        none.finished(),
                        none.change(),
                        new Publish(publish, Optional.empty())));
    }

    /** A process starts, goes by these jobs and takes up what it finds. */
    void open(Job... known) throws SQLException {
        jobs.clear();
        List.of(known).forEach(job -> jobs.put(job.name(), job));
        reopen(Triggers.Scope.ALL);
    }

    void reopen(Triggers.Scope scope) throws SQLException {
        events = new ConcurrentLinkedQueue<>();
        deeds = new ArrayDeque<>();
        Queue<Runnable> own = events;
        Queue<Runnable> begun = deeds;
        SteppedMachine.World world = new SteppedMachine.World(
                database.open(),
                clock,
                random,
                (_, deed) -> begun.add(deed),
                new NothingInFlight(),
                own::add,
                LocalSignals.ofThreads(),
                ledger -> ledger,
                (_, _) -> {},
                _ -> {},
                (name, _) -> Optional.ofNullable(jobs.get(name)).orElseThrow(),
                new SteppedMachine.Room(Window.STANDARD, PageRoom.STANDARD));
        SteppedMachine opened = new SteppedMachine(world, List.of(), 0);
        machine = Optional.of(opened);
        triggers = Optional.of(opened.triggers(scope, jobs.values(), notes::add));
        runs().stream().filter(run -> !run.phase().closed()).forEach(run -> opened.takeUp(run.id()));
    }

    private static final class NothingInFlight implements InFlight {
        @Override
        public int begin(long run, long item) {
            return 0;
        }

        @Override
        public void end(int slot) {}
    }

    /** The file of a job has changed while the process goes on. */
    void change(Collection<Job> known) {
        jobs.clear();
        known.forEach(job -> jobs.put(job.name(), job));
        triggers().jobs(known);
    }

    Triggers triggers() {
        return triggers.orElseThrow();
    }

    SteppedMachine machine() {
        return machine.orElseThrow();
    }

    void work(boolean now) {
        working = now;
    }

    /** Everything happens that is to happen now. */
    void settle() {
        int idle = 0;
        while (idle < 3) {
            idle = turn() ? 0 : idle + 1;
        }
    }

    private boolean turn() {
        boolean busy = !events.isEmpty();
        for (Runnable event = events.poll(); event != null; event = events.poll()) {
            event.run();
        }
        machine().turn();
        for (Runnable deed = working ? deeds.poll() : null; deed != null; deed = deeds.poll()) {
            deed.run();
            busy = true;
        }
        if (machine().uncommitted()) {
            machine().commit();
            busy = true;
        }
        triggers().turn();
        return busy;
    }

    /** Time passes in steps, each of which lets everything happen. */
    void pass(Duration time, Duration step) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
            clock.move(step);
            settle();
        }
    }

    /** As {@link #settle}, where the process may die; whether it did. */
    boolean dies() {
        try {
            settle();
        } catch (LedgerStopped e) {
            return true;
        } catch (EnvironmentFault e) {
            if (!database.dead()) {
                throw e;
            }
            // A dead process reads nothing either.
        }
        return database.dead();
    }

    void start(Job job) {
        var _ = triggers().start(Start.of(job, Json.object()));
    }

    List<RunView> runs() {
        return machine().records().runs(Optional.empty(), 1_000_000).items();
    }

    List<RunView> runs(String job) {
        return runs().stream().filter(run -> run.job().equals(job)).toList();
    }

    /** All entries of a job, oldest first, read a few at a time. */
    List<InstantRows.Entry> entries(String job) {
        List<InstantRows.Entry> entries = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Slice<InstantRows.Entry> page = triggers().instants(job, after, 7);
            entries.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        return entries.reversed();
    }

    /** As {@code 12:00:01 started}. */
    List<String> told(String job) {
        return entries(job).stream()
                .map(entry -> entry.instant().toString().substring(11, 19) + " "
                        + entry.state().word())
                .toList();
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
