package dev.trawl.local;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.Input;
import dev.trawl.core.Job;
import dev.trawl.core.JobCatalog;
import dev.trawl.core.Listing;
import dev.trawl.core.Notify;
import dev.trawl.core.Outcome;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.Services;
import dev.trawl.core.Source;
import dev.trawl.core.Start;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkingRun;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.NewRun;
import dev.trawl.core.port.Records;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import dev.trawl.core.port.Webhooks;
import dev.trawl.core.stage.CommonInputs;
import dev.trawl.core.stage.StartStage;
import dev.trawl.local.sqlite.SqliteLedger;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What may be asked of one machine's runs: to start, to go on, to be something else. For any number of threads. */
final class Operations {
    private final SqliteLedger ledger;
    private final Records records;
    private final Stages stages;
    private final Dispatcher dispatcher;
    private final JobCatalog catalog;
    private final Services services;
    private final BiConsumer<RunView, Notify> told;

    /** @param told who is told of a run that is worked from now on */
    Operations(
            SqliteLedger ledger,
            Records records,
            Stages stages,
            Dispatcher dispatcher,
            JobCatalog catalog,
            Services services,
            BiConsumer<RunView, Notify> told) {
        this.ledger = ledger;
        this.records = records;
        this.stages = stages;
        this.dispatcher = dispatcher;
        this.catalog = catalog;
        this.services = services;
        this.told = told;
    }

    /**
     * Starts a run and works it.
     *
     * @throws dev.trawl.core.stage.BadInput where the input does not fit the job; nothing is started then
     * @throws IllegalArgumentException where the source or the worker can't be made of it; likewise
     */
    Accepted start(Start start) {
        stages.budget().check(start.job().rules().limits().budget());
        Accepted accepted = stages.start().start(start, make(start, services));
        if (accepted instanceof Accepted.Taken taken && !taken.run().phase().closed()) {
            open(taken.run(), start.job());
        }
        return accepted;
    }

    /**
     * The run that a start asks for, yet to be taken on.
     *
     * @throws dev.trawl.core.stage.BadInput where the input does not fit the job
     * @throws IllegalArgumentException where the source or the worker can't be made of it
     */
    NewRun prepare(Start start) {
        stages.budget().check(start.job().rules().limits().budget());
        return stages.start().prepare(start, make(start, services));
    }

    /** Whether a run is known to have nothing to do before it starts; what makes no sense is left to the start to say. */
    boolean idle(Start start) {
        try {
            return start.job()
                    .parts()
                    .source()
                    .open(StartStage.check(start), services)
                    .idle();
        } catch (EnvironmentFault e) {
            throw e;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /**
     * Makes the source and the worker of a start, once before its run is accepted: what can't be worked leaves no run.
     *
     * @return its input, checked; throws as {@link #start} where they can't be made
     */
    static Input make(Start start, Services services) {
        Job job = start.job();
        Input input = StartStage.check(start);
        CommonInputs.apply(job.rules(), input);
        job.parts().source().open(input, services);
        job.parts().work().open(input, services);
        job.parts().told().open(input, services).ifPresent(to -> check(to, services));
        job.parts().elsewhere().sinks().open(input, services);
        return input;
    }

    /**
     * Looks whether what a run lists and what it writes elsewhere can be reached.
     *
     * @throws dev.trawl.core.EnvironmentFault where it cannot
     */
    static void reach(Job job, Input input, Services services) throws InterruptedException {
        job.parts().source().open(input, services).check();
        job.parts().elsewhere().sinks().open(input, services).check();
    }

    /** Looks whether what an open run lists and what it writes elsewhere can be reached; likewise. */
    void reach(RunId id) throws InterruptedException {
        RunView run = records.run(id).orElseThrow(() -> new IllegalArgumentException("There is no run " + id));
        if (!run.phase().closed()) {
            reach(catalog.pinned(run.job(), run.definition()), new Input(run.input()), services);
        }
    }

    private static void check(Notify to, Services services) {
        services.find(Webhooks.class).ifPresent(webhooks -> webhooks.check(to.url(), to.secret()));
    }

    /**
     * Goes on with a run where it stopped; a run that is over stays as it is.
     *
     * @throws IllegalArgumentException where there is no such run, or its job can't be made here
     */
    RunView takeUp(RunId id) {
        RunView run = records.run(id).orElseThrow(() -> new IllegalArgumentException("There is no run " + id));
        if (!run.phase().closed()) {
            open(run, catalog.pinned(run.job(), run.definition()));
        } else {
            deliver(run);
        }
        return run;
    }

    /** Works a run that was taken on. */
    void open(RunView run, Job job) {
        Input input = new Input(run.input());
        Source source = job.parts().source().open(input, services);
        Worker worker = job.parts().work().open(input, services);
        open(new WorkingRun(
                run,
                job,
                CommonInputs.apply(job.rules(), input),
                source,
                worker,
                job.parts().told().open(input, services),
                job.parts().elsewhere().sinks().open(input, services)));
    }

    /** Delivers what waits of the messages about any run. */
    void deliver() {
        ledger.notices().runs().forEach(run -> records.run(run).ifPresent(this::deliver));
    }

    /** Delivers what waits of the messages about a run; where its job can't be made here, they wait on. */
    void deliver(RunView run) {
        toldOf(run).ifPresent(to -> told.accept(run, to));
    }

    private Optional<Notify> toldOf(RunView run) {
        try {
            return pinned(run).flatMap(job -> job.parts().told().open(new Input(run.input()), services));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The job of a run; empty where it can't be made here. */
    private Optional<Job> pinned(RunView run) {
        try {
            return Optional.of(catalog.pinned(run.job(), run.definition()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void open(WorkingRun run) {
        run.told().ifPresent(to -> told.accept(run.view(), to));
        // As it is by now, told in order with the commits: meanwhile it may have been paused, or gone on.
        ledger.open(run.id(), (now, number) -> dispatcher.open(run.as(now), number));
    }

    /** Asks something of a run; a run that goes on by it is worked here. */
    Turned turn(RunId run, Turn turn) {
        Turned turned = ledger.turn(run, turn);
        if (turned instanceof Turned.Applied applied) {
            if (turn instanceof Turn.Cancel && !applied.run().phase().closed()) {
                end(applied.run());
            } else if (turn instanceof Turn.Redrive || turn instanceof Turn.Resume) {
                takeUp(run);
            }
        }
        return turned;
    }

    /** Closes a run that was cancelled by the way, where it is not over. */
    void finish(RunId run) {
        records.run(run).filter(view -> view.phase() == RunState.CLOSING).ifPresent(this::end);
    }

    /** Closes a cancelled run. Nothing of it is listed or worked, so its job need not be there any more. */
    private void end(RunView run) {
        Source source = (_, _) -> new Listing.Page(List.of(), Optional.empty());
        Worker worker = (_, _) -> Outcome.DONE;
        Optional<Job> pinned = pinned(run);
        Job.Parts parts = new Job.Parts(
                (_, _) -> source,
                (_, _) -> worker,
                (_, _) -> Optional.empty(),
                Job.Elsewhere.NOWHERE,
                pinned.flatMap(known -> known.parts().endTable()));
        Job job = new Job(run.job(), "", List.of(), Job.Rules.DEFAULT, List.of(), parts, run.definition());
        open(new WorkingRun(run, job, job.rules(), source, worker, toldOf(run)));
    }
}
