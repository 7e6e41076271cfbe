package dev.trawl.local.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many leave something, one takes it. Whoever would not be woken waits for an hour, and fails the test. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class InboxTest {
    private static final int WRITERS = 4;
    private static final int EACH = 50_000;

    private final Inbox<int[]> inbox = new Inbox<>();

    @Test
    void everything_comes_once_and_in_the_order_in_which_each_thread_left_it() throws Exception {
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int name = writer;
            writers.add(Thread.ofPlatform().start(() -> leave(name)));
        }
        int[] next = new int[WRITERS];
        for (int taken = 0; taken < WRITERS * EACH; taken++) {
            int[] entry = take();
            assertThat(entry[1]).isEqualTo(next[entry[0]]++);
        }
        assertThat(inbox.isEmpty()).isTrue();
        for (Thread writer : writers) {
            writer.join();
        }
    }

    private void leave(int writer) {
        for (int n = 0; n < EACH; n++) {
            inbox.add(new int[] {writer, n}, false);
        }
    }

    private int[] take() {
        int[] entry = inbox.poll();
        while (entry == null) {
            inbox.await(1, TimeUnit.HOURS.toNanos(1));
            entry = inbox.poll();
        }
        return entry;
    }

    @Test
    void what_hurries_wakes_a_reader_that_waits_for_more() {
        Thread writer = Thread.ofPlatform().start(() -> {
            inbox.add(new int[] {1}, false);
            inbox.add(new int[] {2}, true);
            inbox.add(new int[] {3}, false);
        });
        inbox.await(1_000, TimeUnit.HOURS.toNanos(1));
        assertThat(inbox.poll()).containsExactly(1);
        assertThat(inbox.poll()).containsExactly(2);
        assertThat(writer.isDaemon()).isFalse();
    }

    @Test
    void a_reader_that_waits_in_vain_goes_on_when_its_time_is_over() {
        inbox.add(new int[] {1}, false);
        inbox.await(2, TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(inbox.poll()).containsExactly(1);
        assertThat(inbox.poll()).isNull();
    }
}
