package dev.trawl.core;

/**
 * A run that this process works: its job's rules as its input changed them, its source and its worker.
 *
 * @param view as it was when the run was opened
 */
public record WorkingRun(RunView view, Job job, Job.Rules rules, Source source, Worker worker) {
    /** The same as it is now. */
    public WorkingRun as(RunView now) {
        return new WorkingRun(now, job, rules, source, worker);
    }

    /** Its name. */
    public RunId id() {
        return view.id();
    }
}
