package dev.trawl.local;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.Job;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.Start;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.NewRun;
import dev.trawl.core.trigger.Listeners;
import dev.trawl.local.sqlite.TriggerLedger;
import dev.trawl.local.sqlite.TriggerLedger.Occasion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Starts what a trigger asks for, and what that is told of, in one commit. For any number of threads. */
final class Starter {
    private final Operations operations;
    private final TriggerLedger ledger;
    private final Consumer<String> notes;
    private final Consumer<RunView> onStart;
    private volatile Listeners listeners = new Listeners(List.of());

    /**
     * @param notes told what could not be started, for people
     * @param onStart told of every run that is new
     */
    Starter(Operations operations, TriggerLedger ledger, Consumer<String> notes, Consumer<RunView> onStart) {
        this.operations = operations;
        this.ledger = ledger;
        this.notes = notes;
        this.onStart = onStart;
    }

    /** Who hears of what, from now on. */
    void listeners(Listeners now) {
        listeners = now;
    }

    Listeners listeners() {
        return listeners;
    }

    /** Whether a run is known to have nothing to do. */
    boolean idle(Start start) {
        return operations.idle(start);
    }

    /**
     * Starts runs; one whose input does not fit, or that can't be made here, keeps no other from starting.
     *
     * @param what it is that starts them, for people
     * @param starts of different jobs
     */
    Started begin(String what, List<Start> starts, Occasion occasion) {
        Prepared prepared = new Prepared();
        starts.forEach(start -> prepared.add(start, prepared.asked));
        List<Start> fit = starts.stream().filter(prepared::has).toList();
        listeners.besides(fit).forEach(start -> prepared.add(start, prepared.besides));
        TriggerLedger.Begun begun = ledger.begin(prepared.asked, prepared.besides, occasion);
        List<Accepted> accepted = new ArrayList<>();
        prepared.jobs.forEach((run, job) -> {
            Accepted one = begun.accepted().get(run);
            if (one != null) {
                accepted.add(one);
                open(one, job);
            } else if (begun.refused().containsKey(run)) {
                prepared.refused.add(new Started.Refused(
                        job.name(), String.valueOf(begun.refused().get(run))));
            }
        });
        if (occasion instanceof Occasion.Scheduled scheduled) {
            scheduled.replaced().ifPresent(operations::finish);
        }
        prepared.refused.forEach(
                refused -> notes.accept(what + " started no run of " + refused.job() + ": " + refused.why()));
        return new Started(accepted, prepared.refused);
    }

    private void open(Accepted accepted, Job job) {
        if (!(accepted instanceof Accepted.Taken taken) || taken.run().phase().closed()) {
            return;
        }
        try {
            operations.open(taken.run(), job);
            // Who follows it asks how far it is: it is open by then.
            if (taken.created()) {
                onStart.accept(taken.run());
            }
        } catch (IllegalArgumentException e) {
            notes.accept("Run " + taken.run().id() + " of " + job.name() + " stays interrupted: " + e.getMessage());
        }
    }

    /** What is to be taken on, and what can't be. */
    private final class Prepared {
        private final List<NewRun> asked = new ArrayList<>();
        private final List<NewRun> besides = new ArrayList<>();
        private final Map<RunId, Job> jobs = new LinkedHashMap<>();
        private final Set<String> names = new HashSet<>();
        private final List<Started.Refused> refused = new ArrayList<>();

        void add(Start start, List<NewRun> to) {
            try {
                NewRun run = operations.prepare(start);
                to.add(run);
                jobs.put(run.id(), start.job());
                names.add(start.job().name());
            } catch (EnvironmentFault e) {
                throw e;
            } catch (RuntimeException e) {
                // Whatever is wrong with one job keeps no other from starting.
                refused.add(new Started.Refused(start.job().name(), String.valueOf(e.getMessage())));
            }
        }

        boolean has(Start start) {
            return names.contains(start.job().name());
        }
    }
}
