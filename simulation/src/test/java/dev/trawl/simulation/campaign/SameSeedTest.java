package dev.trawl.simulation.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.simulation.Simulation;
import dev.trawl.simulation.Simulation.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A seed is a world: event for event the same, wherever and after whatever. */
final class SameSeedTest {
    private static final SeedRange SEEDS = new SeedRange(1, 100);

    @Test
    void a_hundred_of_a_hundred_worlds_are_the_same_again_after_other_worlds() {
        try (Simulation simulation = new Simulation()) {
            List<Long> forwards = hashes(simulation, seeds());
            List<Long> backwards = hashes(simulation, seeds().reversed());
            Collections.reverse(backwards);
            assertThat(backwards).isEqualTo(forwards).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_world_is_the_same_whether_its_story_is_kept_or_not() {
        try (Simulation simulation = new Simulation()) {
            Outcome told = simulation.run(7, _ -> true, true);
            assertThat(told.story()).isNotEmpty();
            assertThat(simulation.run(7).hash()).isEqualTo(told.hash());
        }
    }

    @Test
    void worlds_are_the_same_in_other_processes_however_many() throws IOException, InterruptedException {
        Tally here = new Tally();
        try (Simulation simulation = new Simulation()) {
            seeds().forEach(seed -> here.add(WorldReport.of(simulation.run(seed), List.of())));
        }
        Tally there = new Tally();
        try (Campaign campaign =
                new Campaign(Launch.likeThisProcess(), 2, Thread.ofVirtual().factory(), Campaign.WORLD_MAX)) {
            campaign.run(SEEDS, there);
        }
        assertThat(there.digest()).isEqualTo(here.digest());
        assertThat(there.standing().worlds()).isEqualTo(100);
    }

    @Test
    void without_its_faults_nothing_goes_wrong_in_a_world() {
        try (Simulation simulation = new Simulation()) {
            assertThat(LongStream.rangeClosed(1, 20).mapToObj(seed -> simulation.run(seed, _ -> false, false)))
                    .allSatisfy(outcome -> {
                        assertThat(outcome.injected()).isZero();
                        assertThat(outcome.broken()).isEmpty();
                    });
        }
    }

    private static List<Long> seeds() {
        return LongStream.rangeClosed(SEEDS.first(), SEEDS.last()).boxed().toList();
    }

    private static List<Long> hashes(Simulation simulation, List<Long> seeds) {
        List<Long> hashes = new ArrayList<>();
        seeds.forEach(seed -> hashes.add(simulation.run(seed).hash()));
        return hashes;
    }
}
