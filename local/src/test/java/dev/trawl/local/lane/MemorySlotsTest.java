package dev.trawl.local.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class MemorySlotsTest {
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final MemorySlots slots = new MemorySlots(100, InstantSource.system());

    private static Instant now() {
        return Instant.EPOCH;
    }

    private static Instant later() {
        return Instant.now().plus(Duration.ofMinutes(1));
    }

    private static CompletableFuture<Boolean> taking(MemorySlots.Share share) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return share.take(later());
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                THREADS);
    }

    @Test
    void the_caps_of_all_workers_fit_into_the_memory_that_there_is() throws Exception {
        MemorySlots.Share one = slots.share(40, 1, () -> false);
        MemorySlots.Share other = slots.share(30, 1, () -> false);
        assertThat(one.take(now())).isTrue();
        assertThat(one.take(now())).isTrue();
        assertThat(other.take(now())).isFalse();
        one.give();
        assertThat(other.take(now())).isTrue();
    }

    @Test
    void a_worker_larger_than_the_machine_works_alone() throws Exception {
        MemorySlots.Share huge = slots.share(500, 1, () -> false);
        assertThat(huge.take(now())).isTrue();
        assertThat(slots.share(1, 1, () -> false).take(now())).isFalse();
    }

    @Test
    void who_waits_is_served_when_an_idle_worker_of_another_has_left() throws Exception {
        AtomicInteger left = new AtomicInteger();
        MemorySlots.Share idle = slots.share(100, 1, () -> left.getAndIncrement() == 0);
        assertThat(idle.take(now())).isTrue();
        CompletableFuture<Boolean> waits = taking(slots.share(100, 1, () -> false));
        while (left.get() == 0) {
            Thread.onSpinWait();
        }
        idle.give();
        assertThat(waits.join()).isTrue();
    }

    @Test
    void who_waited_in_vain_and_comes_again_is_before_those_who_came_meanwhile() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        MemorySlots.Share rich = slots.share(50, 1, () -> asked.incrementAndGet() < 0);
        assertThat(rich.take(now())).isTrue();
        assertThat(rich.take(now())).isTrue();
        MemorySlots.Share large = slots.share(100, 1, () -> false);
        assertThat(large.take(now())).isFalse();
        int one = asked.get();
        CompletableFuture<Boolean> small = taking(slots.share(50, 1, () -> false));
        while (asked.get() == one) {
            Thread.onSpinWait();
        }
        int both = asked.get();
        CompletableFuture<Boolean> again = taking(large);
        while (asked.get() == both) {
            Thread.onSpinWait();
        }
        rich.give();
        rich.give();
        assertThat(again.join()).isTrue();
        assertThat(small).isNotDone();
        large.give();
        assertThat(small.join()).isTrue();
    }

    @Test
    void who_has_more_than_one_who_waits_gives_way_by_their_weights() throws Exception {
        MemorySlots.Share rich = slots.share(25, 1, () -> false);
        for (int n = 0; n < 4; n++) {
            assertThat(rich.take(now())).isTrue();
        }
        MemorySlots.Share poor = slots.share(25, 3, () -> false);
        CompletableFuture<Boolean> first = taking(poor);
        while (!rich.due()) {
            Thread.onSpinWait();
        }
        rich.give();
        assertThat(first.join()).isTrue();
        CompletableFuture<Boolean> second = taking(poor);
        while (!rich.due()) {
            Thread.onSpinWait();
        }
        rich.give();
        assertThat(second.join()).isTrue();
        assertThat(poor.due()).isFalse();
    }
}
