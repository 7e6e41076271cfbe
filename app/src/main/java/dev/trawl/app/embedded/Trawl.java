package dev.trawl.app.embedded;

import dev.trawl.app.Visible;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.Slice;
import dev.trawl.core.Start;
import dev.trawl.core.TableSpec;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.Objects;
import dev.trawl.core.port.Records;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import dev.trawl.local.Machine;
import dev.trawl.local.Triggers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Trawl in a program of one's own. It holds a data folder, which {@code trawl} reads meanwhile: {@code trawl runs}, {@code trawl
 * rows}. Every item is worked at least once and recorded once, also where the program is killed; what was interrupted goes on with
 * {@link #resume}. Safe for any number of threads; to be closed.
 */
public final class Trawl implements AutoCloseable {
    /** How long the end of a run waits for the delivery of messages about it. */
    private static final Duration DELIVERY = Duration.ofMinutes(1);

    private static final int PAGE = 1_000;

    private final KnownJobs jobs;
    private final Machine machine;
    private final Function<Start, Accepted> starter;
    private final Optional<Family> family;
    private final Duration farewell;
    private final Patience patience = new Patience();

    /** What runs trigger is waited for. */
    Trawl(KnownJobs jobs, Machine machine, Family family, Duration farewell) {
        this.jobs = jobs;
        this.machine = machine;
        this.starter = family::start;
        this.family = Optional.of(family);
        this.farewell = farewell;
    }

    /** What runs trigger goes on by itself. */
    Trawl(KnownJobs jobs, Machine machine, Triggers triggers, Duration farewell) {
        this.jobs = jobs;
        this.machine = machine;
        this.starter = triggers::start;
        this.family = Optional.empty();
        this.farewell = farewell;
    }

    /** Describes what is to be opened over a data folder, which is made where there is none. */
    public static Setup in(Path data) {
        return new Setup(data);
    }

    /** Opens a data folder with the ready-made jobs and the public web. */
    public static Trawl open(Path data) {
        return in(data).open();
    }

    /** Runs a job that needs no input. */
    public RunView run(String job) throws InterruptedException {
        return run(job, Map.of());
    }

    /**
     * Runs a job to its end, and the runs that it triggers: those of jobs that follow its end, its rows or its messages. Where others are
     * run at the same time, what they have triggered is waited for, too. A run that was paused is left; so is, of a job that goes on with what it left undone ({@code resume: true}, as {@code feeds}), what is due
     * later than in a minute.
     *
     * @param inputs by name: text, numbers, truth values, lists of texts, or what Jackson writes as JSON; {@code body} for a
     *     job whose source is the body
     * @return the run as it ended; dead items are no failure of the call
     * @throws dev.trawl.app.jobfile.InvalidJob where there is no such job
     * @throws dev.trawl.core.stage.BadInput where the input does not fit; nothing is started then
     */
    public RunView run(String job, Map<String, ?> inputs) throws InterruptedException {
        if (family.isPresent()) {
            family.get().takeUp(jobs.find(job), patience);
        }
        return toItsEnd(start(job, inputs));
    }

    /** Starts a run and does not wait. What it triggers is worked while this is open, too. */
    public RunId start(String job, Map<String, ?> inputs) {
        Job known = jobs.find(job);
        ObjectNode given = (ObjectNode) Json.tree(inputs);
        Accepted accepted = starter.apply(new Start(known, given, PostedInput.take(known, given), Optional.empty()));
        return switch (accepted) {
            case Accepted.Taken taken -> taken.run().id();
            case Accepted.Conflict conflict ->
                throw new IllegalStateException("A run without a cause met run " + conflict.run());
        };
    }

    /**
     * Goes on with a run that was interrupted or paused, to its end; one that is over stays as it is.
     *
     * @throws IllegalArgumentException where there is no such run, or its job can't be made here
     */
    public RunView resume(RunId run) throws InterruptedException {
        RunView view = view(run);
        if (view.paused()) {
            Turned _ = machine.turn(run, new Turn.Resume());
        } else {
            machine.takeUp(run);
        }
        return toItsEnd(run);
    }

    /** Runs that are not over, newest first: interrupted by the end of a process, paused, or under way. */
    public List<RunView> open() {
        return runs().filter(run -> !run.phase().closed()).toList();
    }

    /** Waits for the end of a run and of those that it triggers. */
    public RunView await(RunId run) throws InterruptedException {
        return toItsEnd(run);
    }

    private RunView toItsEnd(RunId run) throws InterruptedException {
        JsonNode _ = patience.await(machine, run);
        if (family.isPresent()) {
            boolean _ = family.get().toItsEnd(run, patience);
        }
        boolean _ = machine.awaitDelivery(DELIVERY);
        return view(run);
    }

    private RunView view(RunId run) {
        return machine.records().run(run).orElseThrow(() -> new IllegalArgumentException("There is no run " + run));
    }

    /** Every run of the folder, newest first; read a page at a time. */
    public Stream<RunView> runs() {
        return all(after -> machine.records().runs(after, PAGE));
    }

    /** The document of a run: its summary where it is over. The same as {@code trawl show RUN --json} prints. */
    public JsonNode summary(RunId run) {
        return machine.document(run);
    }

    /**
     * Rows of a table, in the order they were first written in; read a page at a time, and whole: as {@code trawl rows} prints them.
     *
     * @throws IllegalArgumentException where no job declares such a table, and none is there
     */
    public Stream<ObjectNode> rows(String table) {
        TableSpec spec = jobs.table(table, machine.records().declared());
        return all(after -> machine.records().rows(spec, Map.of(), after, PAGE)).map(Row::document);
    }

    /**
     * Writes a row of a table, durable on return; columns that are not named stay as they are, or get their standard values.
     *
     * @throws IllegalArgumentException where no job declares such a table, or a value does not fit; nothing is written
     */
    public void put(String table, Map<String, ?> columns) {
        TableSpec spec = jobs.table(table, machine.records().declared());
        Map<String, @Nullable Object> values = new LinkedHashMap<String, @Nullable Object>();
        ((ObjectNode) Json.tree(columns))
                .properties()
                .forEach(cell -> values.put(
                        cell.getKey(),
                        spec.column(cell.getKey())
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "Table " + table + " has no column " + Visible.quoted(cell.getKey())))
                                .type()
                                .read(cell.getValue())));
        machine.tables().put(spec, List.of(new Row(table, values).onlyThese()));
    }

    /** Dead items of a run, in the order they were listed in; read a page at a time. */
    public Stream<Records.DeadItem> dead(RunId run) {
        return all(after -> machine.records().dead(run, after, PAGE));
    }

    /** What was stored. */
    public Objects objects() {
        return machine.objects();
    }

    /** Something that is read by token. */
    private interface Pages<T> {
        Slice<T> page(Optional<String> after);
    }

    private static <T> Stream<T> all(Pages<T> pages) {
        return Stream.iterate(
                        Optional.of(pages.page(Optional.empty())),
                        Optional::isPresent,
                        page -> page.get().next().map(after -> pages.page(Optional.of(after))))
                .flatMap(page -> page.get().items().stream());
    }

    /** Waits without showing anything; dead items are told by their run. */
    private final class Patience implements Family.Wait {
        @Override
        public JsonNode await(Machine of, RunId run) throws InterruptedException {
            RunView _ = jobs.takesUp(view(run).job()) ? of.awaitQuiet(run, Family.PATIENCE) : of.await(run);
            return of.document(run);
        }

        @Override
        public boolean good(JsonNode document) {
            return true;
        }
    }

    /** Gives the folder back. What is under way has {@link Setup#farewell}; what is left is open, and can be resumed. */
    @Override
    public void close() {
        try {
            machine.drain(farewell);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            machine.close();
        }
    }
}
