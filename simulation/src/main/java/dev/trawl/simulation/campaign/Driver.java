package dev.trawl.simulation.campaign;

import dev.trawl.simulation.Simulation.Breach;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Asks one process of worlds after the other, as each dies, until no seeds are left. For one thread. */
final class Driver {
    /** Processes that end in a row before they said anything: it is not the worlds' fault. */
    private static final int DUMB_MAX = 3;

    private static final String ALIVE = "a world ends, and its process lives";

    private final Crew crew;
    private final Batches batches;
    private final Tally tally;
    private final Duration worldMax;
    private int dumb;

    /** Where processes come from. */
    interface Crew {
        Child start() throws IOException;

        void end(Child child);

        /** Whether no more are wanted. */
        boolean closed();
    }

    /** Which seeds are next. */
    @FunctionalInterface
    interface Batches {
        Optional<SeedRange> take();
    }

    Driver(Crew crew, Batches batches, Tally tally, Duration worldMax) {
        this.crew = crew;
        this.batches = batches;
        this.tally = tally;
        this.worldMax = worldMax;
    }

    void drive() throws IOException, InterruptedException {
        Child child = crew.start();
        try {
            Optional<SeedRange> next = batches.take();
            while (next.isPresent() && !crew.closed()) {
                Optional<SeedRange> left = ask(child, next.get());
                if (left.isPresent() && !crew.closed()) {
                    crew.end(child);
                    child = crew.start();
                }
                next = left.filter(rest -> rest.size() > 1)
                        .map(rest -> new SeedRange(rest.first() + 1, rest.last()))
                        .or(batches::take);
            }
        } finally {
            crew.end(child);
        }
    }

    /** The seeds that were left when the process was lost, that of the world it was at first; empty where it was not. */
    private Optional<SeedRange> ask(Child child, SeedRange seeds) throws IOException, InterruptedException {
        long seed = seeds.first();
        try {
            child.ask(new Request.Run(seeds));
            for (; seed <= seeds.last(); seed++) {
                tally.add(WorldReport.of(child.answer(worldMax)));
                dumb = 0;
            }
            return Optional.empty();
        } catch (ChildLost e) {
            lost(seed, e);
            return Optional.of(new SeedRange(seed, seeds.last()));
        }
    }

    private void lost(long seed, ChildLost why) throws IOException {
        if (crew.closed()) {
            return;
        }
        dumb++;
        if (dumb >= DUMB_MAX) {
            throw new IOException("Simulating found that " + dumb
                    + " processes in a row ended before they said anything: " + why.why()
                    + "; their worlds were not judged; see that this JDK's java can be started here");
        }
        tally.add(WorldReport.of(seed, new Breach(ALIVE, why.why())));
    }
}
