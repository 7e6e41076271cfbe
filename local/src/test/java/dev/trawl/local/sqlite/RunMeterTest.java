package dev.trawl.local.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Metered;
import dev.trawl.core.RunId;
import dev.trawl.core.port.Effects;
import dev.trawl.core.port.Settlement;
import dev.trawl.core.port.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What attempts took is added up once: lanes each for itself, the machine for all of them. */
final class RunMeterTest {
    private static final Instant BEGIN = Instant.parse("2026-11-22T00:00:00Z");

    private final RunMeter meter = new RunMeter(Metered.NONE);

    private void attempt(long fromSecond, long toSecond) {
        meter.attempt(
                new Settlement(
                        new RunId("run"),
                        1,
                        0,
                        1,
                        new Verdict.Done(Optional.empty()),
                        1,
                        Duration.ofSeconds(toSecond - fromSecond),
                        BEGIN.plusSeconds(toSecond),
                        Duration.ofSeconds(2),
                        Effects.NONE),
                true,
                BEGIN);
    }

    private Duration machine() {
        return meter.metered().machineTime();
    }

    @Test
    void attempts_beside_each_other_keep_a_machine_busy_once() {
        attempt(0, 10);
        attempt(1, 11);
        attempt(5, 20);
        assertThat(machine()).isEqualTo(Duration.ofSeconds(20));
        assertThat(meter.metered().laneTime()).isEqualTo(Duration.ofSeconds(35));
        assertThat(meter.metered().attempts()).isEqualTo(3);
        assertThat(meter.metered().queueTime()).as("ready at 0 each").isEqualTo(Duration.ofSeconds(6));
        assertThat(meter.metered().storeTime()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void what_lies_between_two_attempts_counts_unless_the_run_rested() {
        attempt(0, 1);
        attempt(4, 5);
        assertThat(machine()).isEqualTo(Duration.ofSeconds(5));
        meter.rest();
        attempt(104, 105);
        assertThat(machine()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void an_attempt_that_is_told_of_late_and_a_clock_that_is_set_back_add_nothing_twice() {
        attempt(0, 10);
        attempt(2, 8);
        assertThat(machine()).isEqualTo(Duration.ofSeconds(10));
        attempt(9, 12);
        assertThat(machine()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void an_attempt_that_lasts_over_a_rest_counts_no_time_twice() {
        attempt(0, 10);
        meter.rest();
        attempt(4, 12);
        assertThat(machine()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void it_goes_on_where_a_process_before_it_ended() {
        RunMeter next = new RunMeter(new Metered(7, 30, 20, 10, 5, 4));
        assertThat(next.metered()).isEqualTo(new Metered(7, 30, 20, 10, 5, 4));
        assertThat(next.metered().granted()).isEqualTo(new Metered(7, 30, 20, 20, 5, 4));
    }
}
