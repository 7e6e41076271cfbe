package dev.trawl.app.embedded;

import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.Slice;
import dev.trawl.core.Start;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.Records.RunFilter;
import dev.trawl.core.trigger.Listeners;
import dev.trawl.local.Machine;
import dev.trawl.local.Triggers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs of a machine, the runs that they trigger, and these in turn. Safe for any number of threads; one for each machine. Whoever
 * waits for the end of a run waits for whatever was triggered on the machine by then.
 */
public final class Family {
    /** Of a job that goes on with what it left undone, what is due later than this is left for the next time. */
    public static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int PAGE_RUNS = 1_000;

    private final Machine machine;
    private final Triggers triggers;
    private final Set<String> takenUp;
    private final Consumer<String> notes;
    private final Queue<RunId> started = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turns = new ReentrantLock();

    /**
     * On a machine that works runs of these jobs.
     *
     * @param first of which runs that were interrupted are gone on with, where they want that
     * @param notes told what could not be started, for people
     */
    public Family(Machine machine, Collection<Job> jobs, Collection<Job> first, Consumer<String> notes) {
        this.machine = machine;
        this.notes = notes;
        Listeners listeners = new Listeners(jobs);
        this.takenUp = first.stream()
                .filter(job -> job.rules().takesUp())
                .flatMap(job -> listeners.family(job).stream())
                .collect(Collectors.toUnmodifiableSet());
        this.triggers = machine.triggers(new Triggers.Scope(false, takenUp), jobs, notes, run -> started.add(run.id()));
    }

    /** Works one run to its end. */
    public interface Wait {
        /**
         * Waits until a run has come to its end, or as far as it is waited for.
         *
         * @return its document then
         */
        JsonNode await(Machine machine, RunId run) throws InterruptedException;

        /** Whether the run of a document has succeeded, or was left for another time, without a dead item. */
        boolean good(JsonNode document);
    }

    /** Starts the first. */
    public Accepted start(Start start) {
        return triggers.start(start);
    }

    /** Goes on with what interrupted runs left undone: those of the job itself end before it is run again. */
    public void takeUp(Job job, Wait wait) throws InterruptedException {
        takeUpFollowers(job.name());
        for (RunId run : takenUp.contains(job.name()) ? takeUp(job.name()) : List.<RunId>of()) {
            wait.await(machine, run);
            started.add(run);
        }
    }

    /** Goes on with what interrupted runs left undone of those that hear of the rows of a job. */
    public void takeUpFollowers(String job) {
        takenUp.stream().filter(name -> !name.equals(job)).forEach(name -> started.addAll(takeUp(name)));
    }

    private List<RunId> takeUp(String job) {
        return open(machine, job).stream()
                .filter(run -> takenUp(machine, run, job, notes))
                .toList();
    }

    /** A run whose source or worker can't be made any more must not keep the others from going on. */
    public static boolean takenUp(Machine machine, RunId run, String job, Consumer<String> notes) {
        try {
            machine.takeUp(run);
            return true;
        } catch (IllegalArgumentException e) {
            notes.accept("Run " + run + " of " + job + " stays interrupted: " + e.getMessage());
            return false;
        }
    }

    /**
     * Takes up every run that is not over; one that is paused stays so.
     *
     * @return how many were
     */
    public static int takeUpAll(Machine machine, Consumer<String> notes) {
        int taken = 0;
        Optional<String> after = Optional.empty();
        do {
            Slice<RunView> page = machine.records().runs(after, PAGE_RUNS);
            for (RunView run : page.items()) {
                boolean goesOn = !run.phase().closed() && takenUp(machine, run.id(), run.job(), notes);
                taken += goesOn ? 1 : 0;
            }
            after = page.next();
        } while (after.isPresent());
        return taken;
    }

    /** Runs of a job that are neither over nor paused, oldest first. */
    public static List<RunId> open(Machine machine, String job) {
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
    public boolean toItsEnd(RunId first, Wait wait) throws InterruptedException {
        turns.lock();
        try {
            return others(first, wait);
        } finally {
            turns.unlock();
        }
    }

    /** For one thread at a time: who finds none left knows that those that another one took have ended. */
    private boolean others(RunId first, Wait wait) throws InterruptedException {
        Map<RunId, JsonNode> ends = new LinkedHashMap<>();
        // What has ended is told by then: its followers are among those that were started.
        triggers.flush();
        do {
            for (RunId run = started.poll(); run != null; run = started.poll()) {
                if (!run.equals(first)) {
                    ends.put(run, wait.await(machine, run));
                }
                triggers.flush();
            }
        } while (goneOn(ends, wait));
        return ends.values().stream().allMatch(wait::good);
    }

    /** While one run was waited for, what another had left for later may have become due: whether any has gone on, or was started. */
    private boolean goneOn(Map<RunId, JsonNode> ends, Wait wait) throws InterruptedException {
        boolean gone = false;
        for (Map.Entry<RunId, JsonNode> end : ends.entrySet()) {
            if (end.getValue().path("finished").isNull()) {
                JsonNode now = wait.await(machine, end.getKey());
                gone |= !settled(now).equals(settled(end.getValue()));
                end.setValue(now);
                triggers.flush();
            }
        }
        return gone || !started.isEmpty();
    }

    /** What of a run's document changes with every attempt. */
    private static JsonNode settled(JsonNode document) {
        ObjectNode settled = Json.object();
        for (String name : List.of("state", "items", "requests", "retries")) {
            settled.set(name, document.path(name));
        }
        return settled;
    }
}
