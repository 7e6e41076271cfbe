package dev.trawl.simulation.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.simulation.Fault;
import dev.trawl.simulation.Simulation;
import dev.trawl.simulation.Simulation.Breach;
import dev.trawl.simulation.Simulation.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Real worlds under an invariant that is planted: it breaks where certain faults meet. */
final class ShrinkerTest {
    private static final String PLANTED = "nothing is late";

    @Test
    void of_many_faults_those_stay_that_break_it() {
        try (Simulation simulation = new Simulation()) {
            long seed = seed(simulation, Set.of(Fault.LATE));
            Outcome whole = simulation.run(seed);
            Shrinker.Shrunk shrunk =
                    shrink(simulation, seed, Set.of(Fault.LATE)).orElseThrow();
            assertThat(whole.injected()).isGreaterThan(10);
            assertThat(shrunk.outcome().faults()).isEqualTo(Map.of(Fault.LATE, 1));
            assertThat(shrunk.outcome().places()).hasSize(1);
            assertThat(shrunk.outcome().story()).isNotEmpty();
            assertThat(shrunk.outcome().broken().orElseThrow().invariant()).isEqualTo(PLANTED);
        }
    }

    @Test
    void faults_that_break_it_together_stay_together() {
        try (Simulation simulation = new Simulation()) {
            Set<Fault> both = Set.of(Fault.LATE, Fault.CRASH_BEFORE_COMMIT);
            Shrinker.Shrunk shrunk =
                    shrink(simulation, seed(simulation, both), both).orElseThrow();
            assertThat(shrunk.outcome().faults().keySet()).containsAll(both);
            // Without one of them the other's place may be another: a few more may have to stay.
            assertThat(shrunk.outcome().places()).hasSizeBetween(2, 5);
        }
    }

    @Test
    void a_world_that_breaks_without_faults_keeps_none() {
        try (Simulation simulation = new Simulation()) {
            Shrinker.Shrunk shrunk = shrink(simulation, 7, Set.of()).orElseThrow();
            assertThat(shrunk.outcome().places()).isEmpty();
            assertThat(shrunk.worlds()).isEqualTo(2);
        }
    }

    @Test
    void what_does_not_break_is_not_made_small() {
        try (Simulation simulation = new Simulation()) {
            Shrinker shrinker = new Shrinker((allowed, told) -> simulation.run(7, allowed, told), PLANTED);
            assertThat(shrinker.shrink()).isEmpty();
        }
    }

    private static Optional<Shrinker.Shrunk> shrink(Simulation simulation, long seed, Set<Fault> wanted) {
        return new Shrinker((allowed, told) -> planted(simulation.run(seed, allowed, told), wanted), PLANTED).shrink();
    }

    private static Outcome planted(Outcome world, Set<Fault> wanted) {
        Optional<Breach> broken = world.faults().keySet().containsAll(wanted)
                ? Optional.of(new Breach(PLANTED, "seed " + world.seed()))
                : Optional.empty();
        return new Outcome(
                world.seed(),
                world.hash(),
                world.events(),
                world.faults(),
                world.reached(),
                broken,
                world.places(),
                world.story());
    }

    /** The first in which the faults meet, among many others. */
    private static long seed(Simulation simulation, Set<Fault> wanted) {
        return LongStream.rangeClosed(1, 2_000)
                .filter(seed -> {
                    Outcome world = simulation.run(seed);
                    return world.faults().keySet().containsAll(wanted) && world.injected() > 10;
                })
                .findFirst()
                .orElseThrow();
    }
}
