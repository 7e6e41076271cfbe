package dev.trawl.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How often and how much hubs may push. */
final class PushCountsTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T12:00:20Z"));
    private final PushCounts counts = new PushCounts(new PushRate(3, 1_000, 1_000), clock);

    private void refused(String subscription, long bytes) {
        assertThatThrownBy(() -> counts.take(subscription, bytes)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.status()).isEqualTo(429);
            assertThat(refusal.answer().headers()).containsEntry("Retry-After", "40");
        });
    }

    @Test
    void a_subscription_is_pushed_so_often_a_minute_and_others_are_not_kept_out_by_it() {
        for (int n = 0; n < 3; n++) {
            counts.take("a", 1);
        }
        refused("a", 1);
        counts.take("b", 1);
        clock.move(Duration.ofSeconds(40));
        counts.take("a", 1);
    }

    @Test
    void so_many_bytes_are_pushed_a_minute_and_one_body_that_is_larger_is_taken_alone() {
        counts.take("a", 600);
        refused("a", 401);
        counts.take("a", 400);
        counts.take("b", 5_000);
        refused("b", 1);
    }

    @Test
    void what_is_only_asked_for_is_not_counted() {
        for (int n = 0; n < 10; n++) {
            counts.require("a", 900);
        }
        counts.take("a", 900);
    }
}
