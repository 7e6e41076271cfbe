package dev.trawl.local.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.RunId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index of keys: what it says, in how much memory, and what it trusts of its files. */
@Timeout(30)
final class SeenKeysTest {
    private static final RunId RUN = new RunId("r1");
    private static final byte[] SECRET = "0123456789abcdef".getBytes(UTF_8);

    /** So little that a few hundred keys make a file. */
    private static final long LITTLE = 32 << 10;

    @TempDir
    private Path data;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void it_says_the_same_as_a_set_of_texts_through_many_files_and_merges(long seed) throws IOException {
        Random random = new Random(seed);
        Set<String> known = new HashSet<>();
        try (SeenKeys seen = open(LITTLE)) {
            RunKeys keys = seen.of(RUN);
            for (int n = 0; n < 300_000; n++) {
                String key = "key " + random.nextInt(150_000);
                assertThat(keys.add(key.getBytes(UTF_8))).as(key).isEqualTo(known.add(key));
            }
            assertThat(keys.items()).isEqualTo(known.size());
            assertThat(files()).hasSizeBetween(2, 20);
        }
    }

    @Test
    void runs_do_not_see_the_keys_of_others() {
        try (SeenKeys seen = open(LITTLE)) {
            add(seen.of(RUN), 0, 5_000);
            assertThat(add(seen.of(new RunId("r2")), 0, 5_000)).isEqualTo(5_000);
        }
    }

    @Test
    void a_run_of_some_100_000_keys_makes_no_file() {
        try (SeenKeys seen = open(SeenKeys.MEMORY_BYTES)) {
            add(seen.of(RUN), 0, 300_000);
            assertThat(data.resolve("keys")).doesNotExist();
            add(seen.of(RUN), 300_000, 360_000);
            assertThat(data.resolve("keys")).isDirectory();
        }
    }

    @Test
    void without_a_folder_everything_stays_in_memory() {
        try (SeenKeys seen = new SeenKeys(Optional.empty(), SECRET, LITTLE)) {
            assertThat(add(seen.of(RUN), 0, 50_000)).isEqualTo(50_000);
            assertThat(add(seen.of(RUN), 0, 50_000)).isZero();
        }
    }

    @Test
    void the_tables_of_all_runs_share_one_allowance() {
        long allowance = 256 << 10;
        try (SeenKeys seen = open(allowance)) {
            List<RunKeys> runs = IntStream.range(0, 40)
                    .mapToObj(n -> seen.of(new RunId("r" + n)))
                    .toList();
            for (int round = 0; round < 20; round++) {
                for (RunKeys keys : runs) {
                    add(keys, round * 100, round * 100 + 100);
                }
                assertThat(runs.stream().mapToLong(RunKeys::bytes).sum()).isLessThanOrEqualTo(allowance);
            }
            runs.forEach(keys -> assertThat(add(keys, 0, 2_000)).isZero());
        }
    }

    @Test
    void what_lies_in_files_is_known_to_the_next_process_and_the_rest_is_replayed() {
        try (SeenKeys seen = open(LITTLE)) {
            add(seen.of(RUN), 0, 10_000);
        }
        try (SeenKeys seen = open(LITTLE)) {
            RunKeys keys = seen.of(RUN);
            long known = keys.items();
            assertThat(known).isBetween(9_000L, 10_000L);
            for (long item = known; item < 10_000; item++) {
                keys.replay(key(item));
            }
            assertThat(add(keys, 0, 10_000)).isZero();
            assertThat(add(keys, 10_000, 10_100)).isEqualTo(100);
            assertThat(keys.items()).isEqualTo(10_100);
        }
    }

    @Test
    void the_next_process_goes_on_wherever_a_merge_was() throws IOException {
        for (int keys = 1_000; keys <= 40_000; keys += 1_300) {
            try (SeenKeys seen = open(LITTLE)) {
                RunKeys run = seen.of(RUN);
                for (long item = run.items(); item < keys; item++) {
                    run.replay(key(item));
                }
                assertThat(add(run, 0, keys)).isZero();
            }
            try (Stream<Path> left = Files.list(data.resolve("keys"))) {
                assertThat(left).isNotEmpty().noneMatch(path -> path.toString().endsWith(".draft"));
            }
        }
    }

    @Test
    void a_file_with_one_wrong_byte_is_not_trusted() throws IOException {
        Random random = new Random(5);
        for (int round = 0; round < 20; round++) {
            try (SeenKeys seen = open(LITTLE)) {
                add(seen.of(RUN), 0, 10_000);
            }
            Path damaged = files().get(random.nextInt(files().size()));
            flip(damaged, random.nextLong(Files.size(damaged)));
            try (SeenKeys seen = open(LITTLE)) {
                RunKeys keys = seen.of(RUN);
                assertThat(damaged).doesNotExist();
                for (long item = keys.items(); item < 10_000; item++) {
                    keys.replay(key(item));
                }
                assertThat(add(keys, 0, 10_000)).isZero();
                assertThat(add(keys, 10_000, 10_001)).isEqualTo(1);
                seen.forget(RUN);
            }
        }
    }

    @Test
    void a_file_that_was_cut_off_is_not_trusted() throws IOException {
        try (SeenKeys seen = open(LITTLE)) {
            add(seen.of(RUN), 0, 10_000);
        }
        for (Path file : files()) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() / 2);
            }
        }
        try (SeenKeys seen = open(LITTLE)) {
            assertThat(seen.of(RUN).items()).isZero();
        }
    }

    @Test
    void files_made_with_another_secret_are_not_trusted() {
        try (SeenKeys seen = open(LITTLE)) {
            add(seen.of(RUN), 0, 10_000);
        }
        byte[] another = "another secret 0".getBytes(UTF_8);
        try (SeenKeys seen = new SeenKeys(Optional.of(data.resolve("keys")), another, LITTLE)) {
            assertThat(seen.of(RUN).items()).isZero();
        }
    }

    @Test
    void what_dead_processes_left_is_removed_and_nothing_else() throws IOException {
        RunId over = new RunId("over");
        RunId ahead = new RunId("ahead");
        try (SeenKeys seen = open(LITTLE)) {
            List.of(RUN, over, ahead).forEach(run -> add(seen.of(run), 0, 2_000));
        }
        Files.write(data.resolve("keys/17.draft"), new byte[100]);
        Files.write(data.resolve("keys/notes.txt"), new byte[100]);
        List<Path> sound = files().stream()
                .filter(file -> file.getFileName().toString().startsWith("r1."))
                .toList();
        assertThat(sound).isNotEmpty();
        try (SeenKeys seen = open(LITTLE)) {
            seen.sweep(run -> run.equals(RUN) ? 2_000 : run.equals(ahead) ? 100 : 0);
            assertThat(files()).containsExactlyInAnyOrderElementsOf(sound);
            assertThat(data.resolve("keys/notes.txt")).exists();
            assertThat(data.resolve("keys/17.draft")).doesNotExist();
        }
    }

    @Test
    void the_files_of_a_run_that_is_over_are_removed() throws IOException {
        try (SeenKeys seen = open(LITTLE)) {
            add(seen.of(RUN), 0, 5_000);
            add(seen.of(new RunId("r10")), 0, 5_000);
            seen.forget(RUN);
            assertThat(files())
                    .isNotEmpty()
                    .allMatch(file -> file.getFileName().toString().startsWith("r10."));
            assertThat(add(seen.of(RUN), 0, 10)).isEqualTo(10);
        }
    }

    @Test
    void a_folder_that_cannot_be_had_is_said() throws IOException {
        Files.write(data.resolve("keys"), new byte[1]);
        try (SeenKeys seen = open(LITTLE)) {
            assertThatThrownBy(() -> add(seen.of(RUN), 0, 5_000))
                    .isInstanceOf(EnvironmentFault.class)
                    .hasMessageContaining("Writing the files of the keys that runs have seen failed")
                    .hasMessageContaining("Look at the disk");
        }
    }

    private SeenKeys open(long memory) {
        return new SeenKeys(Optional.of(data.resolve("keys")), SECRET, memory);
    }

    /** Adds the keys of numbers; how many were new. */
    private static int add(RunKeys keys, int from, int to) {
        int fresh = 0;
        for (int n = from; n < to; n++) {
            fresh += keys.add(key(n)) ? 1 : 0;
        }
        return fresh;
    }

    private static byte[] key(long number) {
        return ("https://example.com/" + number).getBytes(UTF_8);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("keys"))) {
            return files.filter(file -> file.toString().endsWith(".keys")).toList();
        }
    }

    private static void flip(Path file, long at) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 64));
            channel.write(one.rewind(), at);
        }
    }
}
