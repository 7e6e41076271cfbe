package dev.trawl.app.command;

import dev.trawl.core.Job;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.Slice;
import dev.trawl.core.Start;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.Records.RunFilter;
import dev.trawl.core.trigger.Listeners;
import dev.trawl.local.Machine;
import dev.trawl.local.Triggers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** A run and the runs that it triggers, and these in turn. */
final class Family {
    private static final int PAGE_RUNS = 1_000;

    private final Machine machine;
    private final Triggers triggers;
    private final Set<String> takenUp;
    private final Consumer<String> notes;
    private final Queue<RunId> started = new ConcurrentLinkedQueue<>();

    /**
     * On a machine that works runs of these jobs.
     *
     * @param first of which runs that were interrupted are gone on with, where it wants that
     */
    Family(Machine machine, Collection<Job> jobs, Optional<Job> first, Console console) {
        this.machine = machine;
        this.notes = console::note;
        this.takenUp = first.filter(job -> job.rules().takesUp())
                .map(job -> new Listeners(jobs).family(job))
                .orElse(Set.of());
        this.triggers =
                machine.triggers(new Triggers.Scope(false, takenUp), jobs, console::note, run -> started.add(run.id()));
    }

    /** Starts the first. */
    Accepted start(Start start) {
        return triggers.start(start);
    }

    /** Goes on with what interrupted runs left undone: those of the job itself end before it is run again. */
    void takeUp(Job job, Follow follow) throws InterruptedException {
        List<RunId> own = new ArrayList<>();
        for (String name : takenUp) {
            for (RunId run : open(machine, name)) {
                if (takenUp(machine, run, name, notes)) {
                    (name.equals(job.name()) ? own : started).add(run);
                }
            }
        }
        for (RunId run : own) {
            follow.await(machine, run);
            started.add(run);
        }
    }

    /** A run whose source or worker can't be made any more must not keep the others from going on. */
    static boolean takenUp(Machine machine, RunId run, String job, Consumer<String> notes) {
        try {
            machine.takeUp(run);
            return true;
        } catch (IllegalArgumentException e) {
            notes.accept("Run " + run + " of " + job + " stays interrupted: " + e.getMessage());
            return false;
        }
    }

    /** Runs of a job that are neither over nor paused, oldest first. */
    static List<RunId> open(Machine machine, String job) {
        List<RunId> open = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Slice<RunView> page =
                    machine.records().runs(new RunFilter(Optional.of(job), Optional.empty()), after, PAGE_RUNS);
            page.items().stream()
                    .filter(run -> !run.phase().closed() && !run.paused())
                    .map(RunView::id)
                    .forEach(open::addFirst);
            after = page.next();
        } while (after.isPresent());
        return open;
    }

    /**
     * Works the others to their ends, when the first has come to its own.
     *
     * @return whether all of them succeeded without a dead item
     */
    boolean toItsEnd(RunId first, Follow follow) throws InterruptedException {
        boolean good = true;
        // What has ended is told by then: its followers are among those that were started.
        triggers.turn();
        for (RunId run = started.poll(); run != null; run = started.poll()) {
            if (!run.equals(first)) {
                JsonNode document = follow.await(machine, run);
                good &= follow.good(document);
            }
            triggers.turn();
        }
        return good;
    }
}
