package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Limits;
import dev.trawl.core.Outcome;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.port.Turn;
import dev.trawl.testkit.NumberSource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A machine that waits for somebody costs a run nothing. */
final class PausedCostTest {
    @Test
    void the_time_of_a_pause_is_none_of_the_machines_although_items_were_under_way_when_it_began() throws Exception {
        Job.Rules standard = Job.Rules.DEFAULT;
        Limits limits = Limits.DEFAULT.withConcurrency(1);
        Job job = new Job(
                "slow",
                "",
                List.of(),
                new Job.Rules(limits, standard.retry(), standard.tolerance(), standard.chunk()),
                List.of(),
                new Job.Parts((_, _) -> new NumberSource(5, 5), (_, _) -> (_, _) -> Outcome.DONE),
                Json.of(Json.object().put("job", "slow")));
        try (TriggerWorld world = new TriggerWorld("2026-11-22T12:00:00Z")) {
            world.open(job);
            world.work(false);
            world.start(job);
            world.settle();
            RunView run = world.runs("slow").getFirst();
            var _ = world.machine().turn(run.id(), new Turn.Pause());
            world.work(true);
            world.settle();
            world.clock.move(Duration.ofHours(8));
            var _ = world.machine().turn(run.id(), new Turn.Resume());
            world.settle();
            RunView over = world.runs("slow").getFirst();
            assertThat(over.state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(over.metered().attempts()).isEqualTo(5);
            assertThat(over.metered().machineTime()).isLessThan(Duration.ofMinutes(1));
        }
    }
}
