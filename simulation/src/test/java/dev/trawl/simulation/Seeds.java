package dev.trawl.simulation;

import dev.trawl.simulation.Simulation.Breach;
import java.util.Optional;

/** A process of its own that runs worlds one after the other and says what became of them on its last line. */
final class Seeds {
    /** Between the parts of its last line. */
    static final String TAB = "\t";

    private Seeds() {}

    /** From a seed to a seed, both of them too; ends at the first broken invariant. */
    @SuppressWarnings("SystemOut") // Its answer.
    static void main(String[] seeds) {
        long last = Long.parseLong(seeds[1]);
        try (Simulation simulation = new Simulation()) {
            for (long seed = Long.parseLong(seeds[0]); seed <= last; seed++) {
                Optional<Breach> broken = simulation.run(seed).broken();
                if (broken.isPresent()) {
                    System.out.println(line(seed, broken.get()));
                    return;
                }
            }
        }
        System.out.println(last);
    }

    private static String line(long seed, Breach broken) {
        return seed + TAB + broken.invariant() + TAB + broken.what().replaceAll("\\s+", " ");
    }
}
