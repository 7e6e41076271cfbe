package dev.trawl.core;

import java.util.Optional;

/**
 * A run that this process works: its job's rules as its input changed them, its source and its worker.
 *
 * @param told who is told of its items and of its end
 * @param sinks where rows go that are not kept in tables of Trawl's own
 * @param view as it was when the run was opened
 */
public record WorkingRun(
        RunView view, Job job, Job.Rules rules, Source source, Worker worker, Optional<Notify> told, Sinks sinks) {
    /** One that writes nothing elsewhere. */
    public WorkingRun(RunView view, Job job, Job.Rules rules, Source source, Worker worker, Optional<Notify> told) {
        this(view, job, rules, source, worker, told, Sinks.NONE);
    }

    /** One that tells nobody, and writes nothing elsewhere. */
    public WorkingRun(RunView view, Job job, Job.Rules rules, Source source, Worker worker) {
        this(view, job, rules, source, worker, Optional.empty());
    }

    /** The same as it is now. */
    public WorkingRun as(RunView now) {
        return new WorkingRun(now, job, rules, source, worker, told, sinks);
    }

    /** Lets go of what its worker, its source and its sinks hold. */
    public void close() {
        worker.close();
        source.close();
        sinks.close();
    }

    /** Its name. */
    public RunId id() {
        return view.id();
    }
}
