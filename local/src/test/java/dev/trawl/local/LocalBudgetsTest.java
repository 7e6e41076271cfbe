package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.port.Budgets;
import dev.trawl.testkit.BudgetsContract;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LocalBudgetsTest extends BudgetsContract {
    private static final int KEYS = 1_000_000;

    private final Map<String, Instant> saved = new ConcurrentHashMap<>();
    private final AtomicInteger saves = new AtomicInteger();

    private final HoldStore store = new HoldStore() {
        @Override
        public Map<String, Instant> load() {
            return Map.copyOf(saved);
        }

        @Override
        public void save(String key, Instant until) {
            saves.incrementAndGet();
            saved.put(key, until);
        }
    };

    @Override
    protected Budgets open(InstantSource clock) {
        return new LocalBudgets(clock, store);
    }

    @Test
    void how_far_apart_slots_lie_is_known_as_long_as_one_is_pending() {
        LocalBudgets budgets = new LocalBudgets(clock, store);
        budgets.reserve("slow.example", Duration.ofSeconds(3));
        assertThat(budgets.spacing("slow.example")).isEqualTo(Duration.ofSeconds(3));
        assertThat(budgets.spacing("other.example")).isZero();
    }

    @Test
    void keys_of_which_nothing_is_pending_are_forgotten() {
        LocalBudgets budgets = new LocalBudgets(clock, store);
        int most = 0;
        for (int n = 0; n < KEYS; n++) {
            budgets.reserve("host-" + n, Duration.ofSeconds(1));
            clock.move(Duration.ofMillis(1));
            most = Math.max(most, budgets.keys());
        }

        assertThat(most).isLessThan(5_000);
    }

    @Test
    void keys_that_nobody_is_in_any_more_are_forgotten() throws InterruptedException {
        LocalBudgets budgets = new LocalBudgets(clock, store);
        for (int n = 0; n < KEYS; n++) {
            budgets.lease("host-" + n, 8).close();
        }

        assertThat(budgets.keys()).isZero();
    }

    @Test
    void many_refusals_within_a_second_are_saved_once_or_twice() {
        LocalBudgets budgets = new LocalBudgets(clock, store);
        for (int n = 0; n < 1_000; n++) {
            budgets.hold("example.org", clock.instant().plusSeconds(60));
            clock.move(Duration.ofMillis(1));
        }

        assertThat(saves).hasValueLessThanOrEqualTo(2);
        assertThat(saved.get("example.org")).isAfterOrEqualTo(clock.instant().plusSeconds(59));
    }

    @Test
    void a_hold_that_could_not_be_saved_holds_and_is_saved_the_next_time() {
        AtomicInteger failures = new AtomicInteger(1);
        LocalBudgets budgets = new LocalBudgets(clock, new HoldStore() {
            @Override
            public Map<String, Instant> load() {
                return Map.of();
            }

            @Override
            public void save(String key, Instant until) {
                if (failures.getAndDecrement() > 0) {
                    throw new IllegalStateException("disk");
                }
                store.save(key, until);
            }
        });
        Instant until = clock.instant().plusSeconds(60);

        assertThatThrownBy(() -> budgets.hold("example.org", until)).hasMessage("disk");
        assertThat(budgets.freeAt("example.org")).isEqualTo(until);
        budgets.hold("example.org", until);

        assertThat(saved).containsKey("example.org");
    }

    @Test
    void a_loaded_hold_is_believed_for_a_day_at_most() {
        saved.put("example.org", clock.instant().plus(Duration.ofDays(400)));

        assertThat(new LocalBudgets(clock, store).freeAt("example.org"))
                .isEqualTo(clock.instant().plus(LocalBudgets.LOADED_HOLD_MAX));
    }

    @Test
    void a_hold_without_end_is_cut() {
        LocalBudgets budgets = new LocalBudgets(clock, store);
        budgets.hold("example.org", Instant.MAX);

        assertThat(budgets.freeAt("example.org")).isEqualTo(clock.instant().plus(LocalBudgets.HOLD_MAX));
    }

    @Test
    void who_waited_for_a_slot_can_see_that_it_was_voided() {
        LocalBudgets budgets = new LocalBudgets(clock, store);
        budgets.reserve("example.org", Duration.ofSeconds(9));
        assertThat(budgets.heldUntil("example.org")).isEqualTo(Instant.MIN);

        Instant until = clock.instant().plusSeconds(60);
        budgets.hold("example.org", until);

        assertThat(budgets.heldUntil("example.org")).isEqualTo(until);
    }
}
