package dev.trawl.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.RunId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How much may be pushed, of all feeds together, before it is worked. */
final class PendingPushesTest {
    private static final long MIB = 1 << 20;

    private final Set<RunId> waiting = new HashSet<>();
    private final PendingPushes pushes = new PendingPushes(20 * MIB, waiting::contains);
    private int started;

    private RunId start() {
        RunId run = new RunId("run" + ++started);
        waiting.add(run);
        return run;
    }

    private void refused(long bytes) {
        int before = started;
        assertThatThrownBy(() -> pushes.take(bytes, this::start)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.status()).isEqualTo(429);
            assertThat(refusal.answer().headers()).containsKey("Retry-After");
        });
        assertThat(started).isEqualTo(before);
    }

    @Test
    void what_waits_to_be_worked_is_bounded_whoever_pushed_it() {
        pushes.take(8 * MIB, this::start);
        pushes.take(8 * MIB, this::start);
        refused(8 * MIB);
        pushes.take(4 * MIB, this::start);
        refused(1);
        waiting.remove(new RunId("run1"));
        pushes.take(8 * MIB, this::start);
        refused(1);
    }

    @Test
    void what_waited_before_a_restart_counts_until_it_is_worked() {
        RunId before = start();
        pushes.recall(before, 18 * MIB);
        refused(8 * MIB);
        waiting.remove(before);
        pushes.take(8 * MIB, this::start);
    }

    @Test
    void one_push_that_is_larger_than_all_may_be_is_taken_alone() {
        pushes.take(30 * MIB, this::start);
        refused(1);
        waiting.clear();
        pushes.take(30 * MIB, this::start);
    }

    @Test
    void what_could_not_be_started_takes_no_room() {
        for (int n = 0; n < 10; n++) {
            assertThatThrownBy(() -> pushes.take(20 * MIB, () -> {
                        throw new IllegalStateException("It cannot be started");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        pushes.take(20 * MIB, this::start);
    }

    @Test
    void small_pushes_count_as_the_runs_that_they_are() {
        for (int n = 0; n < 20 * MIB / PendingPushes.BYTES_MIN; n++) {
            pushes.take(1, this::start);
        }
        refused(1);
    }
}
