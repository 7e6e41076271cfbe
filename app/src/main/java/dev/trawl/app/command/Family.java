package dev.trawl.app.command;

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
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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
        takeUpFollowers(job.name());
        for (RunId run : takenUp.contains(job.name()) ? takeUp(job.name()) : List.<RunId>of()) {
            follow.await(machine, run);
            started.add(run);
        }
    }

    /** Goes on with what interrupted runs left undone of those that hear of the rows of a job. */
    void takeUpFollowers(String job) {
        takenUp.stream().filter(name -> !name.equals(job)).forEach(name -> started.addAll(takeUp(name)));
    }

    private List<RunId> takeUp(String job) {
        return open(machine, job).stream()
                .filter(run -> takenUp(machine, run, job, notes))
                .toList();
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
        Map<RunId, JsonNode> ends = new LinkedHashMap<>();
        // What has ended is told by then: its followers are among those that were started.
        triggers.flush();
        do {
            for (RunId run = started.poll(); run != null; run = started.poll()) {
                if (!run.equals(first)) {
                    ends.put(run, follow.await(machine, run));
                }
                triggers.flush();
            }
        } while (goneOn(ends, follow));
        return ends.values().stream().allMatch(follow::good);
    }

    /** While one run was waited for, what another had left for later may have become due: whether any has gone on, or was started. */
    private boolean goneOn(Map<RunId, JsonNode> ends, Follow follow) throws InterruptedException {
        boolean gone = false;
        for (Map.Entry<RunId, JsonNode> end : ends.entrySet()) {
            if (end.getValue().path("finished").isNull()) {
                JsonNode now = follow.await(machine, end.getKey());
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
