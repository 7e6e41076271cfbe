package dev.trawl.simulation.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.simulation.Fault;
import dev.trawl.simulation.Simulation;
import dev.trawl.simulation.Simulation.Breach;
import dev.trawl.simulation.Simulation.Outcome;
import dev.trawl.simulation.Transition;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CampaignTest {
    @Test
    void a_world_that_kills_or_hangs_its_process_costs_only_itself() throws IOException, InterruptedException {
        Tally tally = new Tally();
        try (Campaign campaign = campaign(frail(), Duration.ofSeconds(3))) {
            campaign.run(new SeedRange(1, 40), tally);
        }
        assertThat(tally.standing().worlds()).isEqualTo(40);
        assertThat(tally.standing().events()).isEqualTo(2 * 38);
        assertThat(tally.broken().values()).singleElement().satisfies(broken -> {
            assertThat(broken.first()).containsOnlyKeys(FrailWorlds.DEADLY, FrailWorlds.HANGING);
            assertThat(broken.first().get(FrailWorlds.DEADLY))
                    .contains("status " + FrailWorlds.STATUS)
                    .contains("It was seed 5");
            assertThat(broken.first().get(FrailWorlds.HANGING)).contains("said nothing for 3 s");
        });
    }

    @Test
    void processes_that_cannot_live_end_the_campaign() throws IOException {
        List<String> command = new ArrayList<>(Launch.likeThisProcess().command());
        command.set(command.size() - 1, "no.such.Program");
        try (Campaign campaign = campaign(new Launch(command), Campaign.WORLD_MAX)) {
            assertThatThrownBy(() -> campaign.run(new SeedRange(1, 1_000), new Tally()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("3 processes in a row")
                    .hasMessageContaining("no.such.Program");
        }
    }

    @Test
    void a_world_is_told_with_all_its_faults_or_some() throws IOException, InterruptedException {
        try (Campaign campaign = campaign(Launch.likeThisProcess(), Campaign.WORLD_MAX);
                Simulation simulation = new Simulation()) {
            Outcome world = simulation.run(7, _ -> true, true);
            assertThat(campaign.tell(7, Optional.empty()).orElseThrow().story()).isEqualTo(world.story());
            Set<Long> first = Set.of(world.places().getFirst());
            assertThat(campaign.tell(7, Optional.of(first)).orElseThrow().places())
                    .containsExactlyElementsOf(first);
            assertThat(campaign.shrink(7, "what no world breaks").orElseThrow().story())
                    .isEqualTo(world.story());
        }
    }

    @Test
    void reports_arrive_as_they_were_sent() {
        WorldReport report = new WorldReport(
                17,
                -1,
                300,
                Map.of(Fault.CRASH, 2, Fault.LATE, 1),
                Set.of(Transition.ACCEPTED),
                List.of(new Breach("it holds", "it \"did\" not\n")));
        assertThat(WorldReport.of(report.json())).isEqualTo(report);
        Retelling retelling =
                new Retelling(17, 0xabcL, Optional.of(new Breach("a", "b")), 5, List.of(3L), List.of("c"));
        assertThat(Retelling.of(retelling.json())).isEqualTo(retelling);
        assertThat(List.of(
                        new Request.Run(new SeedRange(1, 5)),
                        new Request.Shrink(4, "it holds"),
                        new Request.Tell(4, Optional.empty()),
                        new Request.Tell(4, Optional.of(Set.of(1L, 2L)))))
                .allSatisfy(request -> assertThat(Request.of(request.json())).isEqualTo(request));
    }

    @Test
    void of_many_broken_worlds_the_first_seeds_are_kept() {
        Tally tally = new Tally();
        for (long seed = 100; seed > 0; seed--) {
            tally.add(WorldReport.of(seed, new Breach("it holds", "not in " + seed)));
        }
        assertThat(tally.broken().values()).singleElement().satisfies(broken -> {
            assertThat(broken.worlds()).isEqualTo(100);
            assertThat(broken.first()).hasSize(Tally.SEEDS_KEPT).containsEntry(1L, "not in 1");
        });
    }

    @Test
    void seeds_that_make_no_sense_are_refused() {
        assertThat(SeedRange.of("3..9")).isEqualTo(new SeedRange(3, 9)).hasToString("3..9");
        assertThat(SeedRange.of("17").size()).isEqualTo(1);
        for (String text : List.of("", "a", "9..3", "1..", "-1..3", "1..9999999999", "1...2", "99999999999999999999")) {
            assertThatThrownBy(() -> SeedRange.of(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Campaign campaign(Launch launch, Duration worldMax) {
        return new Campaign(launch, 2, Thread.ofVirtual().factory(), worldMax);
    }

    private static Launch frail() {
        List<String> command = new ArrayList<>(Launch.likeThisProcess().command());
        command.set(command.size() - 1, FrailWorlds.class.getName());
        return new Launch(command);
    }
}
