package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.Services;
import dev.trawl.core.Start;
import dev.trawl.core.Triggers.Finished;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Triggers in a machine of its own threads and time. */
@Timeout(60)
final class TriggersThreadTest {
    private static final int RUNS = 500;

    @TempDir
    private Path data;

    @Test
    void a_schedule_starts_runs_and_their_ends_start_others_while_the_machine_is_there() throws Exception {
        Job tick = TriggerWorld.ticking("tick", "\"every 1s\"");
        Job then =
                TriggerWorld.following("then", TriggerWorld.one(), new Finished("tick", "succeeded", Optional.empty()));
        BlockingQueue<RunView> started = new LinkedBlockingQueue<>();
        Wiring wiring = new Wiring(
                (name, _) -> name.equals("tick") ? tick : then,
                (_, _) -> new Services(Map.of()),
                InstantSource.system(),
                new Random(1));
        try (Machine machine = Machine.open(data, wiring)) {
            var _ = machine.triggers(Triggers.Scope.ALL, List.of(tick, then), _ -> {}, started::add);
            assertThat(started.take().job()).isEqualTo("tick");
            RunView follower = started.take();
            while (!follower.job().equals("then")) {
                follower = started.take();
            }
            assertThat(machine.await(follower.id()).state()).isEqualTo(RunState.SUCCEEDED);
        }
    }

    @Test
    void every_end_is_followed_once_however_many_come_at_once() throws Exception {
        Job quick = TriggerWorld.job("quick", TriggerWorld.one(), none -> none);
        Job then = TriggerWorld.following("then", TriggerWorld.one(), new Finished("quick", "any", Optional.empty()));
        BlockingQueue<RunView> followers = new LinkedBlockingQueue<>();
        Wiring wiring = new Wiring(
                (name, _) -> name.equals("quick") ? quick : then,
                (_, _) -> new Services(Map.of()),
                InstantSource.system(),
                new Random(1));
        try (Machine machine = Machine.open(data, wiring)) {
            Triggers triggers = machine.triggers(Triggers.Scope.ALL, List.of(quick, then), _ -> {}, followers::add);
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int n = 0; n < RUNS; n++) {
                    var _ = callers.submit(() -> triggers.start(Start.of(quick, Json.object())));
                }
            }
            for (int n = 0; n < RUNS; n++) {
                assertThat(followers.take().job()).isEqualTo("then");
            }
            assertThat(followers).isEmpty();
        }
    }
}
