package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.OpenItem;
import dev.trawl.core.RunId;
import dev.trawl.core.dispatch.Step;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A chunk is worked by as many threads as it needs. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DeliveryTest {
    private static final int ITEMS = 50;

    private final Queue<Long> worked = new ConcurrentLinkedQueue<>();
    private final Queue<Long> back = new ConcurrentLinkedQueue<>();
    private final AtomicInteger threads = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();

    @Test
    void items_that_block_are_worked_at_once() throws Exception {
        CyclicBarrier all = new CyclicBarrier(ITEMS);
        CountDownLatch left = new CountDownLatch(ITEMS);
        Hands hands = new Hands(true, item -> {
            all.await();
            left.countDown();
        });
        hands.more();
        left.await();
        assertThat(worked).hasSize(ITEMS).doesNotHaveDuplicates();
    }

    @Test
    void items_that_do_not_block_are_worked_in_order_by_one_thread_while_another_stands_by() {
        Hands hands = new Hands(false, _ -> {});
        hands.delivery.work();
        assertThat(worked)
                .containsExactlyElementsOf(LongStream.range(0, ITEMS).boxed().toList());
        assertThat(threads).hasValue(1);

        hands.delivery.work();
        assertThat(worked).hasSize(ITEMS);
        assertThat(threads).hasValue(1);
    }

    @Test
    void what_has_ended_is_told_before_the_last_item_that_may_take_long() {
        AtomicInteger toldBeforeLast = new AtomicInteger();
        Hands hands = new Hands(false, item -> {
            if (item == ITEMS - 1) {
                toldBeforeLast.set(told.get());
            }
        });
        int before = told.get();
        hands.delivery.work();
        assertThat(toldBeforeLast.get()).isGreaterThan(before + 1);
    }

    @Test
    void an_interrupt_puts_back_the_item_and_what_was_not_begun() {
        Hands hands = new Hands(false, item -> {
            if (item == 3) {
                throw new InterruptedException();
            }
        });
        hands.delivery.work();
        assertThat(worked).containsExactly(0L, 1L, 2L, 3L);
        assertThat(back).hasSize(ITEMS - 3).contains(3L, 4L, (long) ITEMS - 1);
    }

    @Test
    void a_fault_is_handed_on_and_what_was_not_begun_is_put_back_by_the_thread_that_stands_by() {
        Hands hands = new Hands(false, item -> {
            if (item == 3) {
                throw new IllegalStateException("broken");
            }
        });
        assertThatThrownBy(hands.delivery::work).hasMessage("broken");
        hands.delivery.work();
        assertThat(worked).containsExactly(0L, 1L, 2L, 3L);
        assertThat(back).hasSize(ITEMS - 4).doesNotContain(3L);
    }

    /** What an item does. */
    @FunctionalInterface
    private interface Deed {
        void of(long item) throws Exception;
    }

    /** Counts what it is asked for; begins threads where it is to. */
    private final class Hands implements Delivery.Hands {
        private final boolean begins;
        private volatile boolean over;
        private final Deed deed;
        private final Delivery delivery;

        Hands(boolean begins, Deed deed) {
            this.begins = begins;
            this.deed = deed;
            this.delivery = new Delivery(chunk(), this);
        }

        @Override
        public boolean over() {
            return over;
        }

        @Override
        public void more() {
            threads.incrementAndGet();
            if (begins) {
                Thread.startVirtualThread(delivery::work);
            }
        }

        @Override
        public void work(OpenItem item) throws InterruptedException {
            worked.add(item.number());
            try {
                deed.of(item.number());
            } catch (RuntimeException | InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void back(OpenItem item) {
            back.add(item.number());
        }

        @Override
        public void tell() {
            told.incrementAndGet();
        }
    }

    private static Step.Work chunk() {
        Item item = new Item("key", Json.of(Json.object()));
        return new Step.Work(
                new RunId("run-1"),
                1,
                LongStream.range(0, ITEMS)
                        .mapToObj(n -> new OpenItem(n, n, item, 0, Map.of(), 0))
                        .toList(),
                Instant.MAX);
    }
}
