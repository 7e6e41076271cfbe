package dev.trawl.local;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.Job;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.Services;
import dev.trawl.core.Start;
import dev.trawl.core.Stats;
import dev.trawl.core.cost.Budget;
import dev.trawl.core.dispatch.Dispatch;
import dev.trawl.core.dispatch.Glance;
import dev.trawl.core.dispatch.Window;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.Companions;
import dev.trawl.core.port.InputFiles;
import dev.trawl.core.port.LedgerStopped;
import dev.trawl.core.port.Objects;
import dev.trawl.core.port.Tables;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import dev.trawl.core.port.Webhooks;
import dev.trawl.core.stage.Summary;
import dev.trawl.local.lane.WorkerProcesses;
import dev.trawl.local.sqlite.SqliteLedger;
import dev.trawl.local.sqlite.SqliteRecords;
import dev.trawl.local.sqlite.TableLedger;
import dev.trawl.local.sqlite.Uninterrupted;
import dev.trawl.local.sqlite.Written;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * One machine that works runs: it holds a data folder, drives the stages over it, and does what other
 * processes ask of its runs. Safe for any number of threads.
 */
public final class Machine implements AutoCloseable {
    /** How long one look for the end of a run lasts; a signal ends it sooner. */
    private static final Duration LOOK = Duration.ofMinutes(10);

    private final Wiring wiring;
    private final Opened opened;
    private final LocalSignals signals = LocalSignals.ofThreads();
    private final RunWaits waits;
    private final CompletableFuture<RuntimeException> fault = new CompletableFuture<>();
    private final FileObjects objects;
    private final InputFolder inputs;
    private volatile boolean closing;
    private final SqliteLedger ledger;
    private final SqliteRecords records;
    private final Services services;
    private final Operations operations;
    private final Notifications notifications;
    private final DispatcherThread thread;
    private final Dispatcher dispatcher;
    /** Told of the end of each run, in order; waits for nobody. */
    private volatile Consumer<RunView> onEnd = _ -> {};

    private volatile Runnable stopTriggers = () -> {};
    private volatile boolean released;

    private Machine(Path data, Wiring wiring, Opened opened) throws SQLException {
        this.wiring = wiring;
        this.opened = opened;
        DataFolder folder = keep(DataFolder.open(data));
        InFlightFile inFlight = keep(InFlightFile.open(folder));
        ledger = keep(SqliteLedger.open(folder.paths().ledger(), this::committed, this::stopped));
        records = keep(SqliteRecords.open(folder.paths().ledger()));
        waits = new RunWaits(signals, records::run, this::released);
        LocalBudgets budgets = new LocalBudgets(wiring.clock(), new LedgerHolds(ledger, wiring.clock()));
        objects = FileObjects.open(folder);
        inputs = InputFolder.open(folder.paths(), ledger::namedFiles);
        WorkerProcesses workers = new WorkerProcesses(folder.paths().workers(), wiring.clock());
        services = wiring.services()
                .apply(objects, budgets)
                .with(InputFiles.class, inputs)
                .with(Tables.class, records)
                .with(WorkerProcesses.class, workers)
                .with(Companions.class, workers);
        opened.keepAll(services.byType().values());
        Stages stages = Stages.over(ledger, records, wiring.clock(), wiring.random(), wiring.prices());
        Dispatcher.Parts parts = new Dispatcher.Parts(
                ledger,
                stages,
                inFlight,
                wiring.clock(),
                new Dispatch(budgets::freeAt, budgets::spacing, Window.STANDARD, new Budget(wiring.prices())),
                Crew.VIRTUAL,
                this::stopped);
        thread = new DispatcherThread(wiring.clock(), this::stopped, events -> new Dispatcher(parts, events));
        dispatcher = thread.dispatcher();
        notifications = new Notifications(
                ledger.notices(), services.find(Webhooks.class), folder.paths(), wiring.clock(), this::stopped);
        operations =
                new Operations(ledger, records, stages, dispatcher, wiring.catalog(), services, notifications::watch);
        inFlight.recover(ledger);
        thread.start();
        keep(notifications).start();
        ledger.hear(wiring.catalog().all());
        keep(ControlServer.open(
                folder, new Answers(wiring.clock(), this::turn, this::document, ledger.tables())::answer));
        keep(new Upkeep(ledger::tidy, wiring.clock())).start();
    }

    /**
     * Takes a data folder, making it where there is none. Nothing is worked until a run is started or taken up.
     *
     * @throws EnvironmentFault where the folder can't be had: in use, not writable, full, of a newer version
     */
    public static Machine open(Path data, Wiring wiring) {
        Opened opened = new Opened();
        try {
            return new Machine(data, wiring, opened);
        } catch (SQLException e) {
            opened.close(e);
            throw LedgerFaults.opening(data, e);
        } catch (RuntimeException e) {
            opened.close(e);
            throw e;
        }
    }

    /**
     * Makes what a start needs and lets go of it, without a data folder: whoever does so first leaves nothing behind
     * for a start that makes no sense.
     *
     * @throws IllegalArgumentException where the source or the worker can't be made of it, EnvironmentFault where what is listed or written elsewhere can't be reached
     */
    public static void rehearse(Start start, Wiring wiring) throws InterruptedException {
        NoFolder none = new NoFolder();
        Services services = wiring.services().apply(none, none);
        try {
            new Budget(wiring.prices()).check(start.job().rules().limits().budget());
            Operations.reach(start.job(), Operations.make(start, services), services);
        } finally {
            Opened made = new Opened();
            made.keepAll(services.byType().values());
            made.close(new IllegalStateException("What was only rehearsed could not be given back"));
        }
    }

    private <T extends AutoCloseable> T keep(T resource) {
        return opened.keep(resource);
    }

    /**
     * Keeps a file that an input of a run to come is given as. It stays as long as a run that names it is open; what no
     * run names by the next opening of the folder is removed.
     *
     * @return the SHA-256 of its content, in hexadecimal
     */
    public String keep(Path file) {
        return inputs.keep(file);
    }

    /**
     * Starts a run and works it.
     *
     * @throws dev.trawl.core.stage.BadInput where the input does not fit the job; nothing is started then
     * @throws IllegalArgumentException where the source or the worker can't be made of it; likewise
     */
    public Accepted start(Start start) {
        return operations.start(start);
    }

    /**
     * Lets triggers start runs here, in a thread of their own, until the machine leaves. Once is enough; before runs
     * are taken up, so that their ends are heard.
     *
     * @param notes told what could not be started, for people
     * @param onStart told of every run that triggers start
     * @throws IllegalArgumentException where a schedule or a condition of a job makes no sense
     */
    public Triggers triggers(
            Triggers.Scope scope, Collection<Job> jobs, Consumer<String> notes, Consumer<RunView> onStart) {
        Triggers triggers =
                new Triggers(new Triggers.Parts(operations, ledger, records, wiring.clock(), notes, onStart), scope);
        TurningThread driver = new TurningThread("trawl-triggers", triggers, wiring.clock(), this::stopped);
        stopTriggers = driver::close;
        onEnd = run -> {
            if (triggers.concerns(run.job())) {
                driver.wake();
            }
        };
        ledger.onChange(driver::wake);
        triggers.jobs(jobs);
        driver.start();
        return triggers;
    }

    /**
     * Goes on with a run where it stopped; a run that is over stays as it is.
     *
     * @throws IllegalArgumentException where there is no such run, or its job can't be made here
     */
    public RunView takeUp(RunId id) {
        return operations.takeUp(id);
    }

    /** An EnvironmentFault where what an open run lists, or writes elsewhere, can't be reached. */
    public void reach(RunId run) throws InterruptedException {
        operations.reach(run);
    }

    /** Delivers what waits of the messages about runs, whatever process left it. */
    public void deliver() {
        operations.deliver();
    }

    /**
     * Waits until the messages about runs that are worked here are delivered or given up.
     *
     * @return whether that came in time; else they wait in the ledger
     */
    public boolean awaitDelivery(Duration atMost) throws InterruptedException {
        return notifications.await(atMost);
    }

    /** Asks something of a run; a run that goes on by it is worked here. */
    public Turned turn(RunId run, Turn turn) {
        return operations.turn(run, turn);
    }

    /**
     * Waits until a run is over, or paused with nothing under way and everything that was recorded.
     *
     * @return the run as it is then
     * @throws LedgerStopped when the ledger takes no more changes, or is closed meanwhile
     * @throws EnvironmentFault when the machine lets nothing more be worked
     */
    public RunView await(RunId run) throws InterruptedException {
        return await(run, () -> atRest(run));
    }

    /**
     * Waits as {@link #await(RunId)}, or until all that is left of the run waits for longer than a time.
     *
     * @throws LedgerStopped as there
     */
    public RunView awaitQuiet(RunId run, Duration time) throws InterruptedException {
        AtomicBoolean quiet = new AtomicBoolean();
        dispatcher.whenQuiet(run, time, () -> {
            quiet.set(true);
            signals.publish(run);
        });
        return await(run, () -> quiet.get() || atRest(run));
    }

    private RunView await(RunId run, BooleanSupplier over) throws InterruptedException {
        while (!signals.await(run, LOOK, over)) {
            // Looked for long enough; a run may take days.
        }
        if (fault.isDone()) {
            throw fault.join();
        }
        if (closing) {
            throw new LedgerStopped(
                    "The data folder was closed while run " + run + " was waited for. What was committed is kept",
                    new IllegalStateException("closed"));
        }
        if (!records.run(run).orElseThrow().phase().closed()) {
            // Behind the outcomes of what was under way, which may not be committed yet.
            var _ = ledger.turn(run, new Turn.Used(Stats.NONE));
        }
        return records.run(run).orElseThrow();
    }

    /**
     * Waits, for so long at most, until a run is as somebody wants it. It is looked at first, and again after
     * everything that happens to it; meanwhile the thread is parked.
     *
     * @return the run at the last look: as it was wanted; or not, when the time was up, {@link #releaseWaiters} was
     *     called, or nothing more can be worked here
     * @throws IllegalArgumentException where there is no such run
     */
    public RunView await(RunId run, Duration atMost, Predicate<RunView> wanted) throws InterruptedException {
        return waits.await(run, atMost, wanted);
    }

    /** Lets everybody go who waits for a bounded time, now and from now on. */
    public void releaseWaiters() {
        released = true;
        signals.publishAll();
    }

    /** Whether nobody waits any more: {@link #releaseWaiters} was called, or nothing more can be worked here. */
    public boolean released() {
        return released || closing || fault.isDone();
    }

    /** Runs that are worked here, and those that are paused. */
    public int openRuns() {
        return dispatcher.openRuns();
    }

    private RunView view(RunId run) {
        return waits.view(run);
    }

    private boolean atRest(RunId run) {
        if (fault.isDone() || closing) {
            return true;
        }
        RunView view = view(run);
        return view.phase().closed()
                || (view.paused()
                        && !(view.due() && Budget.stopped(view))
                        && glance(run).map(now -> now.inFlight() == 0).orElse(true));
    }

    /** What a run is busy with; empty where it is not worked here. */
    public Optional<Glance> glance(RunId run) {
        return dispatcher.glance(run);
    }

    /** The document of a run: its summary where it is over. */
    public JsonNode document(RunId run) {
        RunView view = records.run(run).orElseThrow(() -> new IllegalArgumentException("There is no run " + run));
        return Summary.document(view, records, wiring.clock().instant(), wiring.prices())
                .tree();
    }

    /** Completes when nothing more can be worked here: the ledger stopped, the disk is full. The machine is to be closed then. */
    public CompletionStage<RuntimeException> fault() {
        return fault.minimalCompletionStage();
    }

    /** What the ledger holds. */
    public SqliteRecords records() {
        return records;
    }

    /** What was stored. */
    public Objects objects() {
        return objects;
    }

    /** Rows that are written apart from any run. */
    public TableLedger tables() {
        return ledger.tables();
    }

    /** What was written to the ledger since the folder was taken. */
    public Written written() {
        return ledger.written();
    }

    /** Starts nothing more and waits for what is under way; what does not end in time stays open. */
    public void drain(Duration patience) throws InterruptedException {
        stopTriggers.run();
        thread.drain(patience);
    }

    private void committed(RunView run, int outcomes) {
        dispatcher.committed(run, outcomes);
        notifications.committed(run);
        waits.seen(run);
        if (run.phase().closed()) {
            onEnd.accept(run);
        }
        signals.publish(run.id());
    }

    private void stopped(Throwable why) {
        fault.complete(
                why instanceof RuntimeException known ? known : new IllegalStateException("A step broke: " + why, why));
        dispatcher.halt();
        // Whoever waits, also for a run of which nothing was committed yet.
        signals.publishAll();
    }

    /** Gives the folder back. What is under way and was not drained before is stopped, and stays open. */
    @Override
    public synchronized void close() {
        closing = true;
        signals.publishAll();
        // A file that is used by an interrupted thread is closed under everybody's hands.
        boolean interrupted = Thread.interrupted();
        try {
            stopTriggers.run();
            Uninterrupted.await(() -> thread.drain(Duration.ZERO));
            opened.close();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
