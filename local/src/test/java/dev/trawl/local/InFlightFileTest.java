package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.local.InFlightFile.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InFlightFileTest {
    @TempDir
    private Path parent;

    @Test
    void a_new_file_has_nothing_in_flight() {
        try (InFlightFile file = open()) {
            assertThat(file.read()).isEmpty();
        }
    }

    @Test
    void what_was_begun_and_not_ended_is_in_flight_after_reopening() {
        try (InFlightFile file = open()) {
            file.begin(1, 10);
            int ended = file.begin(1, 11);
            file.begin(2, 0);
            file.end(ended);
        }
        try (InFlightFile file = open()) {
            assertThat(file.read()).containsExactlyInAnyOrder(new Slot(1, 10), new Slot(2, 0));
        }
    }

    @Test
    void what_a_killed_process_had_in_flight_is_read() throws Exception {
        Path root = parent.resolve("data");
        try (ChildJava holder = FolderHolder.start(root)) {
            holder.kill();
        }
        try (DataFolder folder = DataFolder.open(root);
                InFlightFile file = InFlightFile.open(folder)) {
            assertThat(file.read()).containsExactly(new Slot(7, 42));
        }
    }

    @Test
    void a_cleared_file_has_nothing_in_flight() {
        try (InFlightFile file = open()) {
            file.begin(1, 10);
            file.clear(7);
            assertThat(file.read()).isEmpty();
        }
    }

    @Test
    void what_is_beyond_the_slots_is_not_remembered_and_harms_nothing() {
        try (InFlightFile file = open()) {
            for (int n = 0; n < InFlightFile.SLOTS; n++) {
                assertThat(file.begin(1, n)).isNotNegative();
            }
            assertThat(file.begin(1, 99_999)).isEqualTo(InFlightFile.NONE);
            file.end(InFlightFile.NONE);
            file.end(5);
            assertThat(file.begin(1, 100_000)).isEqualTo(5);
        }
    }

    @Test
    void an_item_that_ends_after_the_closing_harms_nothing_and_stays_named() {
        InFlightFile closed = open();
        int slot = closed.begin(1, 10);
        closed.close();
        closed.end(slot);

        try (InFlightFile file = open()) {
            assertThat(file.read()).containsExactly(new Slot(1, 10));
        }
    }

    @Test
    void threads_never_share_a_slot() {
        AtomicInteger clashes = new AtomicInteger();
        try (InFlightFile file = open()) {
            ConcurrentHashMap<Integer, Integer> taken = new ConcurrentHashMap<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                for (int thread = 0; thread < 8; thread++) {
                    int run = thread;
                    threads.execute(() -> {
                        for (int n = 0; n < 20_000; n++) {
                            int slot = file.begin(run, n);
                            clashes.addAndGet(taken.put(slot, n) == null ? 0 : 1);
                            taken.remove(slot);
                            file.end(slot);
                        }
                    });
                }
            }
            assertThat(file.read()).isEmpty();
        }
        assertThat(clashes).hasValue(0);
    }

    @Test
    void a_file_of_garbage_or_of_another_length_says_nothing() throws IOException {
        byte[] garbage = new byte[500_000];
        new Random(1).nextBytes(garbage);
        for (int length : new int[] {0, 1, 64, 393_280, 500_000}) {
            Files.write(path(), Arrays.copyOf(garbage, length));
            try (InFlightFile file = open()) {
                assertThat(file.read()).isEmpty();
                file.begin(1, 2);
                assertThat(file.read()).containsExactly(new Slot(1, 2));
            }
        }
    }

    @Test
    void slots_that_were_torn_are_passed_over() throws IOException {
        try (InFlightFile file = open()) {
            file.begin(1, 10);
            file.begin(1, 11);
        }
        byte[] bytes = Files.readAllBytes(path());
        bytes[64 + 8] ^= 1;
        Files.write(path(), bytes);

        try (InFlightFile file = open()) {
            assertThat(file.read()).containsExactly(new Slot(1, 11));
        }
    }

    private Path path() {
        return parent.resolve("in-flight");
    }

    private InFlightFile open() {
        return InFlightFile.open(path());
    }
}
