package dev.trawl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.port.Budgets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What all budgets do. */
@Timeout(30)
public abstract class BudgetsContract {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String HOST = "example.org";

    /** Moved by tests. */
    protected final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));

    private Budgets budgets;

    /** Budgets with what earlier ones of the same test made durable. */
    protected abstract Budgets open(InstantSource clock);

    @BeforeEach
    void open() {
        budgets = open(clock);
    }

    @Test
    void a_free_key_has_a_slot_at_once() {
        assertThat(budgets.reserve(HOST, SECOND)).isEqualTo(now());
    }

    @Test
    void slots_of_a_key_are_spaced() {
        List<Instant> slots = IntStream.range(0, 3)
                .mapToObj(n -> budgets.reserve(HOST, SECOND))
                .toList();

        assertThat(slots).containsExactly(now(), now().plusSeconds(1), now().plusSeconds(2));
    }

    @Test
    void a_slot_that_begins_too_late_is_not_taken() {
        budgets.reserve(HOST, SECOND);

        assertThat(budgets.reserve(HOST, SECOND, now().plusMillis(999))).isEmpty();
        assertThat(budgets.reserve(HOST, SECOND, now().plusSeconds(1))).contains(now().plusSeconds(1));
    }

    @Test
    void time_that_nobody_used_is_not_saved_up() {
        budgets.reserve(HOST, SECOND);
        clock.move(Duration.ofHours(1));

        assertThat(budgets.reserve(HOST, SECOND)).isEqualTo(now());
        assertThat(budgets.reserve(HOST, SECOND)).isEqualTo(now().plusSeconds(1));
    }

    @Test
    void keys_do_not_wait_for_each_other() {
        budgets.reserve(HOST, SECOND);
        budgets.hold("held.example.org", now().plusSeconds(9));

        assertThat(budgets.reserve("other.example.org", SECOND)).isEqualTo(now());
    }

    @Test
    void without_spacing_every_slot_is_now() {
        budgets.reserve(HOST, Duration.ZERO);

        assertThat(budgets.reserve(HOST, Duration.ZERO)).isEqualTo(now());
    }

    @Test
    void a_spacing_is_not_negative() {
        assertThatThrownBy(() -> budgets.reserve(HOST, Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nobody_has_a_slot_before_a_hold_ends() {
        Instant until = now().plusSeconds(60);
        budgets.hold(HOST, until);

        assertThat(budgets.reserve(HOST, SECOND)).isEqualTo(until);
        assertThat(budgets.reserve(HOST, SECOND)).isEqualTo(until.plusSeconds(1));
    }

    @Test
    void a_hold_shows_in_when_a_key_is_free() {
        budgets.reserve(HOST, SECOND);
        assertThat(budgets.freeAt(HOST)).isEqualTo(now().plusSeconds(1));

        budgets.hold(HOST, now().plusSeconds(60));
        assertThat(budgets.freeAt(HOST)).isEqualTo(now().plusSeconds(60));
    }

    @Test
    void asking_when_a_key_is_free_takes_nothing() {
        assertThat(budgets.freeAt(HOST)).isBeforeOrEqualTo(now());
        budgets.freeAt(HOST);

        assertThat(budgets.reserve(HOST, SECOND)).isEqualTo(now());
    }

    @Test
    void a_shorter_hold_does_not_shorten_a_longer_one() {
        budgets.hold(HOST, now().plusSeconds(60));
        budgets.hold(HOST, now().plusSeconds(5));

        assertThat(budgets.freeAt(HOST)).isEqualTo(now().plusSeconds(60));
    }

    @Test
    void a_hold_that_is_over_holds_nobody() {
        budgets.hold(HOST, now().plusSeconds(60));
        clock.move(Duration.ofSeconds(61));

        assertThat(budgets.reserve(HOST, SECOND)).isEqualTo(now());
    }

    @Test
    void a_hold_survives_a_restart() {
        Instant until = now().plusSeconds(60);
        budgets.hold(HOST, until);

        Budgets restarted = open(clock);

        assertThat(restarted.reserve(HOST, SECOND)).isBetween(until, until.plusSeconds(1));
    }

    @Test
    void a_hold_does_not_grow_when_the_clock_is_set_back() {
        budgets.hold(HOST, now().plusSeconds(60));
        clock.move(Duration.ofHours(-1));
        assertThat(budgets.freeAt(HOST)).isBeforeOrEqualTo(now().plusSeconds(60));

        clock.move(Duration.ofSeconds(60));

        assertThat(budgets.reserve(HOST, SECOND)).isEqualTo(now());
    }

    @Test
    void slots_given_to_many_threads_are_all_different() throws Exception {
        List<Instant> slots = new CopyOnWriteArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 200; n++) {
                threads.execute(() -> slots.add(budgets.reserve(HOST, SECOND)));
            }
        }

        assertThat(slots).hasSize(200).doesNotHaveDuplicates().contains(now(), now().plusSeconds(199));
    }

    @Test
    void no_more_than_so_many_are_at_a_key_at_once() throws Exception {
        AtomicInteger in = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 300; n++) {
                threads.execute(() -> visit(in, most, served));
            }
        }

        assertThat(most).hasValueLessThanOrEqualTo(3);
        assertThat(served).hasValue(300);
    }

    @Test
    void places_are_given_in_order_of_arrival() throws Exception {
        List<Integer> order = new CopyOnWriteArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try (Budgets.Lease _ = budgets.lease(HOST, 1)) {
                for (int n = 0; n < 5; n++) {
                    int number = n;
                    Thread waiter = Thread.ofPlatform().start(() -> arrive(order, number));
                    awaitParked(waiter);
                }
                assertThat(order).isEmpty();
            }
            threads.submit(() -> budgets.lease(HOST, 1)).get().close();
        }

        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void a_waiter_that_is_interrupted_takes_no_place() throws Exception {
        Budgets.Lease first = budgets.lease(HOST, 1);
        Thread waiter = Thread.ofPlatform().start(() -> arrive(new CopyOnWriteArrayList<>(), 0));
        awaitParked(waiter);
        waiter.interrupt();
        waiter.join();
        first.close();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Budgets.Lease> next = threads.submit(() -> budgets.lease(HOST, 1));
            next.get(10, TimeUnit.SECONDS).close();
        }
    }

    @Test
    void closing_a_lease_twice_frees_one_place() throws Exception {
        Budgets.Lease first = budgets.lease(HOST, 1);
        first.close();

        try (Budgets.Lease _ = budgets.lease(HOST, 1)) {
            first.close();
            Thread second = Thread.ofPlatform().start(() -> arrive(new CopyOnWriteArrayList<>(), 0));
            awaitParked(second);
            assertThat(second.isAlive()).isTrue();
            second.interrupt();
            second.join();
        }
    }

    private Instant now() {
        return clock.instant();
    }

    private void visit(AtomicInteger in, AtomicInteger most, AtomicInteger served) {
        try (Budgets.Lease _ = budgets.lease(HOST, 3)) {
            most.accumulateAndGet(in.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            in.decrementAndGet();
            served.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void arrive(List<Integer> order, int number) {
        try (Budgets.Lease _ = budgets.lease(HOST, 1)) {
            order.add(number);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until a thread waits, or would never. */
    private static void awaitParked(Thread thread) {
        while (thread.isAlive()
                && thread.getState() != Thread.State.WAITING
                && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }
}
