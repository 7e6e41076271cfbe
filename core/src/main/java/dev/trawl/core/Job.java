package dev.trawl.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A job: what lists, what works, under which rules. A job file and the Java API both end here.
 *
 * @param name lower-case words with hyphens
 * @param about one sentence for people
 * @param definition from which the same job can be made again; kept with every run it starts
 */
public record Job(
        String name,
        String about,
        List<InputSpec> inputs,
        Rules rules,
        List<TableSpec> tables,
        Parts parts,
        Json definition,
        Triggers triggers) {

    /** A job that commands alone start. */
    public Job(
            String name,
            String about,
            List<InputSpec> inputs,
            Rules rules,
            List<TableSpec> tables,
            Parts parts,
            Json definition) {
        this(name, about, inputs, rules, tables, parts, definition, Triggers.NONE);
    }

    /** Whether its source is what is sent with the start of a run. */
    public boolean takesBody() {
        return parts.source() instanceof FromBody;
    }

    /**
     * The rules that a run goes by.
     *
     * @param keep how long a run is kept after its end, at least {@link #KEEP_MIN}; then it is removed from the
     *     ledger, while its rows and objects stay
     * @param takesUp whether a command that runs it first goes on with what interrupted runs of it, and of those that hear of
     *     its rows, left undone
     */
    public record Rules(
            Limits limits, Retry retry, Tolerance tolerance, ChunkSize chunk, Duration keep, boolean takesUp) {
        /** How long runs are kept where a job says nothing. */
        public static final Duration KEEP = Duration.ofDays(30);

        /** The shortest time: whoever waits for a run's end can still read how it ended. */
        public static final Duration KEEP_MIN = Duration.ofMinutes(1);

        /** What holds where a job says nothing. */
        public static final Rules DEFAULT = new Rules(Limits.DEFAULT, Retry.DEFAULT, Tolerance.ANY, ChunkSize.AUTO);

        public Rules {
            if (keep.compareTo(KEEP_MIN) < 0) {
                throw new IllegalArgumentException("keep is at least 1m, got: " + keep);
            }
        }

        /** Rules whose runs are kept for {@link #KEEP}. */
        public Rules(Limits limits, Retry retry, Tolerance tolerance, ChunkSize chunk) {
            this(limits, retry, tolerance, chunk, KEEP);
        }

        /** Rules of a job that takes up nothing. */
        public Rules(Limits limits, Retry retry, Tolerance tolerance, ChunkSize chunk, Duration keep) {
            this(limits, retry, tolerance, chunk, keep, false);
        }
    }

    /** What makes the source and the worker of one run, and says who is told of it and what is written elsewhere. */
    public record Parts(SourceMaker source, WorkerMaker work, NotifyMaker told, Elsewhere elsewhere) {
        /** Of a job that writes tables of Trawl's own alone. */
        public Parts(SourceMaker source, WorkerMaker work, NotifyMaker told) {
            this(source, work, told, Elsewhere.NOWHERE);
        }

        /** Of a job that tells nobody. */
        public Parts(SourceMaker source, WorkerMaker work) {
            this(source, work, (_, _) -> Optional.empty());
        }
    }

    /**
     * What a job writes that is no table of Trawl's own.
     *
     * @param table that its worker writes and that lies elsewhere; none of {@link Job#tables}
     * @param sinks makes what writes it, and the row of a run's end
     */
    public record Elsewhere(Optional<TableSpec> table, SinksMaker sinks) {
        /** Nothing. */
        public static final Elsewhere NOWHERE = new Elsewhere(Optional.empty(), (_, _) -> Sinks.NONE);
    }

    /** Makes what a run writes elsewhere. */
    @FunctionalInterface
    public interface SinksMaker {
        /** Makes it; wrong settings are an IllegalArgumentException. */
        Sinks open(Input input, Services services);
    }

    /** Every table that its worker may write: its own, and the one that lies elsewhere. */
    public List<TableSpec> written() {
        Optional<TableSpec> elsewhere = parts.elsewhere().table();
        return elsewhere.isEmpty()
                ? tables
                : Stream.concat(tables.stream(), elsewhere.stream()).toList();
    }

    /** The body that a run is started with. It is listed as the run is accepted, so nothing is left to ask for. */
    public record FromBody() implements SourceMaker {
        @Override
        public Source open(Input input, Services services) {
            return (_, _) -> new Listing.Page(List.of(), Optional.empty());
        }
    }

    /** Says who is told of the items of a run. */
    @FunctionalInterface
    public interface NotifyMaker {
        /** Empty where nobody is; wrong settings are an IllegalArgumentException. */
        Optional<Notify> open(Input input, Services services);
    }

    /** Makes the source of a run. */
    @FunctionalInterface
    public interface SourceMaker {
        /** Makes it; wrong settings are an IllegalArgumentException. */
        Source open(Input input, Services services);
    }

    /** Makes the worker of a run. */
    @FunctionalInterface
    public interface WorkerMaker {
        /** Makes it; wrong settings are an IllegalArgumentException. */
        Worker open(Input input, Services services);
    }

    public Job {
        if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("A job's name is lower-case words with hyphens, got: " + name);
        }
        inputs = List.copyOf(inputs);
        tables = List.copyOf(tables);
    }
}
