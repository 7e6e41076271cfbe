package dev.trawl.systems.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Optional<Duration> BY_ITSELF = Optional.empty();

    private final Pace pace = new Pace(new Random(7));

    @Test
    void an_interval_that_was_set_is_kept_within_a_tenth() {
        for (int n = 0; n < 1_000; n++) {
            assertThat(pace.afterSuccess(
                            Optional.of(Duration.ofHours(2)),
                            Optional.of(Duration.ofDays(1)),
                            Pace.own(List.of(), NOW)))
                    .isBetween(Duration.ofMinutes(108), Duration.ofMinutes(132));
        }
    }

    @Test
    void a_busy_feed_is_polled_more_often_than_a_slow_one() {
        assertThat(polled(Duration.ofMinutes(1))).isBetween(Pace.WAIT_MIN, Duration.ofMinutes(17));
        assertThat(polled(Duration.ofHours(10))).isBetween(Duration.ofHours(5), Duration.ofMinutes(331));
        assertThat(polled(Duration.ofDays(30))).isBetween(Pace.WAIT_MAX, Duration.ofHours(27));
    }

    @Test
    void a_feed_that_fell_silent_is_polled_less_often() {
        List<Instant> dates = List.of(NOW.minus(Duration.ofHours(20)), NOW.minus(Duration.ofHours(21)));
        assertThat(pace.afterSuccess(BY_ITSELF, BY_ITSELF, Pace.own(dates, NOW)))
                .isGreaterThanOrEqualTo(Duration.ofHours(10));
    }

    @Test
    void a_feed_that_says_that_it_has_not_changed_is_polled_less_often_up_to_a_day() {
        assertThat(Pace.silent(Optional.empty())).isEqualTo(Pace.WAIT_STANDARD);
        assertThat(Pace.silent(Optional.of(Duration.ofHours(2)))).isEqualTo(Duration.ofHours(3));
        assertThat(Pace.silent(Optional.of(Duration.ofHours(23)))).isEqualTo(Pace.WAIT_MAX);
    }

    @Test
    void dates_in_the_future_say_nothing() {
        List<Instant> dates = List.of(NOW.plus(Duration.ofDays(400)), NOW.plus(Duration.ofDays(500)), NOW);
        assertThat(pace.afterSuccess(BY_ITSELF, BY_ITSELF, Pace.own(dates, NOW)))
                .isBetween(Pace.WAIT_STANDARD, Duration.ofMinutes(67));
    }

    @Test
    void what_the_feed_asks_for_is_the_least_wait_up_to_a_day() {
        assertThat(pace.afterSuccess(BY_ITSELF, Optional.of(Duration.ofHours(6)), Pace.own(List.of(), NOW)))
                .isBetween(Duration.ofHours(6), Duration.ofHours(7));
        assertThat(pace.afterSuccess(BY_ITSELF, Optional.of(Duration.ofDays(365)), Pace.own(List.of(), NOW)))
                .isBetween(Pace.WAIT_MAX, Duration.ofHours(27));
    }

    @Test
    void the_wait_doubles_with_each_failure_up_to_a_week() {
        Duration before = Duration.ZERO;
        for (int failures = 1; failures < 10; failures++) {
            Duration wait = pace.afterFailure(BY_ITSELF, failures, Duration.ZERO);
            assertThat(wait).isGreaterThan(before.multipliedBy(3).dividedBy(2));
            before = wait;
        }
        assertThat(pace.afterFailure(BY_ITSELF, Integer.MAX_VALUE, Duration.ZERO))
                .isBetween(Pace.WAIT_FAILED_MAX, Duration.ofHours(185));
    }

    @Test
    void what_the_host_asks_for_is_the_least_wait_after_a_failure() {
        assertThat(pace.afterFailure(BY_ITSELF, 1, Duration.ofHours(2)))
                .isBetween(Duration.ofHours(2), Duration.ofMinutes(132));
        assertThat(pace.afterFailure(BY_ITSELF, 1, Duration.ofDays(30))).isGreaterThanOrEqualTo(Duration.ofDays(30));
    }

    @Test
    void feeds_that_failed_together_do_not_come_back_together() {
        long different = random(100).distinct().count();
        assertThat(different).isGreaterThan(90);
    }

    private Stream<Duration> random(int feeds) {
        return Stream.generate(() -> pace.afterFailure(BY_ITSELF, 3, Duration.ZERO))
                .limit(feeds);
    }

    private Duration polled(Duration gap) {
        List<Instant> dates = List.of(NOW, NOW.minus(gap), NOW.minus(gap.multipliedBy(2)));
        return pace.afterSuccess(BY_ITSELF, BY_ITSELF, Pace.own(dates, NOW));
    }
}
