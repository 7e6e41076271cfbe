package dev.trawl.bench;

import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Limits;
import dev.trawl.core.Listing;
import dev.trawl.core.Outcome;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.Services;
import dev.trawl.core.Source;
import dev.trawl.core.SourceContext;
import dev.trawl.core.Start;
import dev.trawl.core.port.Accepted;
import dev.trawl.local.Machine;
import dev.trawl.local.Wiring;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The process that is measured by {@link Seen}: its arguments are the data folder and the number of addresses. It starts
 * the run, or takes it up.
 */
final class SeenRun implements Source {
    /** How its last line begins; the number of items that are done follows. */
    static final String LAST = "closed ";

    /** How a line begins that says how many hundredths were offered. */
    static final String OFFERED = "offered ";

    private final Offers offers;
    private long said;

    private SeenRun(Offers offers) {
        this.offers = offers;
    }

    /** Works the run. */
    public static void main(String[] arguments) throws InterruptedException, IOException {
        SeenRun source = new SeenRun(new Offers(Long.parseLong(arguments[1])));
        Job.Rules standard = Job.Rules.DEFAULT;
        Limits limits = Limits.DEFAULT.withConcurrency(2 * RandomOrder.WINDOW);
        Job.Rules rules = new Job.Rules(limits, standard.retry(), standard.tolerance(), standard.chunk());
        Job.Parts parts = new Job.Parts((_, _) -> source, (_, _) -> (_, _) -> Outcome.DONE);
        Job job = new Job("seen", "", List.of(), rules, List.of(), parts, Json.of(Json.object()));
        Wiring wiring =
                new Wiring((_, _) -> job, (_, _) -> new Services(Map.of()), InstantSource.system(), new Random());
        try (Machine machine = Machine.open(Path.of(arguments[0]), wiring)) {
            RunView run = machine.await(begin(machine, job));
            System.out.println(LAST + run.counts().done());
            System.out.println("at most " + Footprint.kilobytes("VmHWM") + " kB resident, "
                    + Footprint.kilobytes("RssAnon") + " kB of it no files at the end");
        }
    }

    private static RunId begin(Machine machine, Job job) {
        List<RunView> runs = machine.records().runs(Optional.empty(), 1).items();
        if (runs.isEmpty()) {
            return ((Accepted.Taken) machine.start(Start.of(job, Json.object())))
                    .run()
                    .id();
        }
        machine.takeUp(runs.getFirst().id());
        return runs.getFirst().id();
    }

    @Override
    public Listing page(Optional<String> token, SourceContext context) {
        long hundredths = token.map(Long::parseLong).orElse(0L) * 100 / offers.count();
        if (hundredths > said) {
            said = hundredths;
            System.out.println(OFFERED + hundredths);
        }
        return offers.page(token, context);
    }
}
