package dev.trawl.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RetryTest {
    @Test
    void the_standard_waits_are_one_four_and_sixteen_seconds() {
        assertThat(Retry.DEFAULT.waits())
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(16));
        assertThat(Retry.DEFAULT.attempts()).isEqualTo(4);
    }

    @Test
    void a_wait_is_lengthened_by_a_tenth_at_most_and_never_shortened() {
        Random random = new Random(1);
        for (int n = 0; n < 1_000; n++) {
            assertThat(Retry.DEFAULT.wait(2, Duration.ZERO, random))
                    .isBetween(Duration.ofSeconds(4), Duration.ofMillis(4_400));
        }
    }

    @Test
    void a_longer_wait_that_was_asked_for_is_kept_to_the_second() {
        assertThat(Retry.DEFAULT.wait(1, Duration.ofSeconds(20), new Random(1))).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void more_attempts_repeat_the_last_wait_and_fewer_cut_the_waits() {
        assertThat(Retry.DEFAULT.withAttempts(5).waits()).endsWith(Duration.ofSeconds(16), Duration.ofSeconds(16));
        assertThat(Retry.DEFAULT.withAttempts(1).waits()).isEmpty();
        assertThat(new Retry(List.of()).withAttempts(3).attempts()).isEqualTo(3);
    }

    @Test
    void no_attempts_and_too_many_are_refused_with_what_was_given() {
        assertThatThrownBy(() -> Retry.backoff(0, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .hasMessageContaining("got: 0");
        assertThatThrownBy(() -> Retry.backoff(1_000, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .hasMessageContaining("1 to 60");
    }
}
