package dev.trawl.local;

import dev.trawl.core.Job;
import dev.trawl.core.JobCatalog;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.Services;
import dev.trawl.core.Start;
import dev.trawl.core.cost.Prices;
import dev.trawl.core.dispatch.Dispatch;
import dev.trawl.core.dispatch.Window;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.Budgets;
import dev.trawl.core.port.Ledger;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import dev.trawl.local.sqlite.PageRoom;
import dev.trawl.local.sqlite.SqliteLedger;
import dev.trawl.local.sqlite.SqliteRecords;
import dev.trawl.local.sqlite.SteppedLedger;
import dev.trawl.local.sqlite.TableLedger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A machine without a thread, a file or a time of its own: the same stages, dispatcher, budgets and SQL as
 * {@link Machine}'s, driven step by step from outside, as a simulated world does. For one thread.
 */
public final class SteppedMachine {
    /** A world has a few. */
    private static final int OPEN_RUNS_MAX = 1_000;

    private final SteppedLedger stepped;
    private final Dispatcher dispatcher;
    private final Operations operations;
    private final LocalBudgets budgets;
    private final SqliteLedger.Commits commits;
    private final InstantSource clock;
    private final LocalSignals signals;
    private final RunWaits waits;
    private final long process;
    private boolean stopped;

    /**
     * Where it touches its world.
     *
     * @param events where what happened is put; run in order, each before the next {@link #turn()}
     * @param signals of those who wait for runs
     * @param watch may stand between the stages and the ledger, to look on
     * @param onFault told when nothing more can be worked: the ledger stopped or a step broke
     */
    public record World(
            Connection database,
            InstantSource clock,
            RandomGenerator random,
            Crew crew,
            InFlight inFlight,
            Consumer<Runnable> events,
            LocalSignals signals,
            UnaryOperator<Ledger> watch,
            SqliteLedger.Commits commits,
            Consumer<Throwable> onFault,
            JobCatalog catalog,
            Room room) {}

    /** What bounds its memory; small ones show what happens at their edges. */
    public record Room(Window window, PageRoom pages) {}

    /**
     * Takes the database, as a process that starts does.
     *
     * @param left what was in flight when the last one died; it runs alone
     * @param died the number of the one that left it; 0 where nobody knows
     */
    public SteppedMachine(World world, List<SqliteLedger.InFlight> left, long died) throws SQLException {
        stepped =
                SteppedLedger.over(world.database(), world.room().pages(), this::committed, why -> stopped(why, world));
        SqliteLedger ledger = stepped.ledger();
        clock = world.clock();
        signals = world.signals();
        waits = new RunWaits(signals, run -> stepped.records().run(run), () -> stopped);
        commits = world.commits();
        budgets = new LocalBudgets(world.clock(), new LedgerHolds(ledger, world.clock()));
        Ledger watched = world.watch().apply(ledger);
        Stages stages = Stages.over(watched, stepped.records(), world.clock(), world.random(), Prices.STANDARD);
        Dispatcher.Parts parts = new Dispatcher.Parts(
                watched,
                stages,
                world.inFlight(),
                world.clock(),
                new Dispatch(budgets::freeAt, budgets::spacing, world.room().window()),
                world.crew(),
                why -> stopped(why, world));
        dispatcher = new Dispatcher(parts, world.events());
        operations = new Operations(
                ledger,
                stepped.records(),
                stages,
                dispatcher,
                world.catalog(),
                new Services(Map.of(Budgets.class, budgets)),
                (_, _) -> {});
        process = ledger.suspect(left, died);
        // Records see the group that is being written here, and who waits is told of nothing that is not durable.
        stepped.records().runs(Optional.empty(), OPEN_RUNS_MAX).items().stream()
                .filter(run -> !run.phase().closed())
                .forEach(waits::seen);
    }

    private void committed(RunView run, int outcomes) {
        dispatcher.committed(run, outcomes);
        commits.committed(run, outcomes);
        waits.seen(run);
        signals.publish(run.id());
    }

    private void stopped(Throwable why, World world) {
        stopped = true;
        signals.publishAll();
        world.onFault().accept(why);
    }

    /** As {@link Machine#start}. */
    public Accepted start(Start start) {
        return operations.start(start);
    }

    /** What {@link Machine#triggers} drives, without its thread. */
    public Triggers triggers(Triggers.Scope scope, Collection<Job> jobs, Consumer<String> notes) {
        Triggers triggers = new Triggers(
                new Triggers.Parts(operations, stepped.ledger(), stepped.records(), clock, notes, _ -> {}), scope);
        triggers.jobs(jobs);
        return triggers;
    }

    /** As {@link Machine#takeUp}. */
    public RunView takeUp(RunId run) {
        return operations.takeUp(run);
    }

    /** As {@link Machine#turn}. */
    public Turned turn(RunId run, Turn turn) {
        return operations.turn(run, turn);
    }

    /** As {@link Machine#await(RunId, Duration, Predicate)}; on a thread of the world's that may rest. */
    public RunView await(RunId run, Duration atMost, Predicate<RunView> wanted) throws InterruptedException {
        return waits.await(run, atMost, wanted);
    }

    /** Whether nobody waits any more, as nothing more can be worked. */
    public boolean released() {
        return stopped;
    }

    /** Decides what is to be done now and has the crew begin it. */
    public void turn() {
        dispatcher.turn();
    }

    /** When the next turn is due although nothing happens. */
    public Instant wakeAt() {
        return dispatcher.wakeAt();
    }

    /** Whether outcomes wait for their group. */
    public boolean uncommitted() {
        return stepped.waiting();
    }

    /** Commits the outcomes that wait. */
    public void commit() {
        stepped.commit();
    }

    /** The number of this process, above all before it. */
    public long process() {
        return process;
    }

    /** What the ledger holds. */
    public SqliteRecords records() {
        return stepped.records();
    }

    /** As {@link Machine#tables}. */
    public TableLedger tables() {
        return stepped.ledger().tables();
    }

    /** The budgets of its hosts. */
    public Budgets budgets() {
        return budgets;
    }
}
