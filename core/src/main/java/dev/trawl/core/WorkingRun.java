package dev.trawl.core;

import java.util.Optional;

/**
 * A run that this process works: its job's rules as its input changed them, its source and its worker.
 *
 * @param told who is told of its items and of its end
 * @param view as it was when the run was opened
 */
public record WorkingRun(RunView view, Job job, Job.Rules rules, Source source, Worker worker, Optional<Notify> told) {
    /** One that tells nobody. */
    public WorkingRun(RunView view, Job job, Job.Rules rules, Source source, Worker worker) {
        this(view, job, rules, source, worker, Optional.empty());
    }

    /** The same as it is now. */
    public WorkingRun as(RunView now) {
        return new WorkingRun(now, job, rules, source, worker, told);
    }

    /** Its name. */
    public RunId id() {
        return view.id();
    }
}
