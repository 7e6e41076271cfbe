package dev.trawl.bench;

import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.RunView;
import dev.trawl.core.Services;
import dev.trawl.core.Start;
import dev.trawl.core.TableSpec;
import dev.trawl.core.Worker;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.Budgets;
import dev.trawl.core.port.Objects;
import dev.trawl.local.Machine;
import dev.trawl.local.Wiring;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;

/** One job over numbers, run to its end on a machine of its own and timed from outside. */
record Bench(String name, Job.Rules rules, List<TableSpec> tables, Numbers source) {
    /** Items of a page. */
    static final int PER_PAGE = 1_000;

    /** Over so many numbers, none of which comes twice. */
    Bench(String name, Job.Rules rules, List<TableSpec> tables, long items) {
        this(name, rules, tables, new Numbers(items, PER_PAGE, true));
    }

    /** Runs it; every item must have ended well. */
    Measured run(Path data, BiFunction<Objects, Budgets, Services> services, Function<Services, Worker> worker)
            throws InterruptedException {
        return run(data, services, new Job.Parts((_, _) -> source, (_, given) -> worker.apply(given)));
    }

    /** The same, with rows that are written elsewhere. */
    Measured run(Path data, Services services, Job.Elsewhere elsewhere, Worker worker) throws InterruptedException {
        Job.Parts parts = new Job.Parts((_, _) -> source, (_, _) -> worker, (_, _) -> Optional.empty(), elsewhere);
        return run(data, (_, _) -> services, parts);
    }

    private Measured run(Path data, BiFunction<Objects, Budgets, Services> services, Job.Parts parts)
            throws InterruptedException {
        Job job = new Job(name, "", List.of(), rules, tables, parts, Json.of(Json.object()));
        Wiring wiring = new Wiring((_, _) -> job, services, InstantSource.system(), new Random());
        try (Machine machine = Machine.open(data, wiring)) {
            Duration used = Measured.cpuNow();
            long begun = System.nanoTime();
            Accepted accepted = machine.start(Start.of(job, Json.object()));
            RunView run = machine.await(((Accepted.Taken) accepted).run().id());
            long took = System.nanoTime() - begun;
            if (run.counts().done() != source.items()) {
                throw new IllegalStateException(
                        "Of " + source.items() + " items, " + run.counts().done() + " are done");
            }
            return new Measured(source.items(), took, Measured.cpuNow().minus(used), machine.written());
        }
    }
}
