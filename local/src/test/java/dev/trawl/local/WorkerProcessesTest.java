package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Json;
import dev.trawl.core.StoredObject;
import dev.trawl.local.ShellWorkers.Worked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a worker process does costs its item alone, and nothing of it is left. */
@Timeout(60)
final class WorkerProcessesTest {
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    private Path root;

    private Path data;
    private ShellWorkers shells;

    @BeforeEach
    void open() {
        data = root.resolve("data");
        shells = new ShellWorkers(data);
    }

    @AfterEach
    void close() {
        shells.close();
    }

    /** Item 3 is dead for a reason, no row of it is kept, and all others are done. */
    private static void costsItself(Worked worked, String reason) {
        assertThat(worked.dead()).extracting(dead -> dead.key()).containsExactly("3");
        assertThat(worked.theDead().why().reason())
                .as(worked.theDead().toString())
                .isEqualTo(reason);
        assertThat(worked.theDead().attempts()).isEqualTo(2);
        assertThat(worked.rows()).hasSize(ShellWorkers.ITEMS - 1).doesNotContainKey("3");
    }

    private List<Long> pids(String file) throws IOException {
        try (Stream<String> lines = Files.lines(root.resolve(file))) {
            return lines.map(String::strip).map(Long::valueOf).toList();
        }
    }

    /** Waits until processes that were killed are gone: until their parent has asked how they ended, they have a pid. */
    private static void gone(List<Long> pids) throws Exception {
        for (long pid : pids) {
            Optional<ProcessHandle> left = ProcessHandle.of(pid);
            if (left.isPresent()) {
                left.get().onExit().get(5, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void two_workers_are_enough_for_all_items_and_are_gone_with_the_run() throws Exception {
        Worked worked = shells.work(":");
        assertThat(worked.dead()).isEmpty();
        assertThat(worked.rows()).hasSize(ShellWorkers.ITEMS).containsEntry("3", -1L);
        List<Long> workers = worked.rows().values().stream()
                .filter(pid -> pid > 0)
                .distinct()
                .toList();
        assertThat(workers).hasSizeBetween(1, 2);
        shells.close();
        gone(workers);
        assertThat(data.resolve("workers")).doesNotExist();
    }

    @Test
    void a_worker_that_leaves_after_each_item_costs_the_next_one_nothing() throws Exception {
        Worked worked = shells.workAndLeave();
        assertThat(worked.dead()).isEmpty();
        assertThat(worked.rows()).hasSize(ShellWorkers.ITEMS);
        assertThat(worked.rows().values().stream().filter(pid -> pid > 0).distinct())
                .hasSize(ShellWorkers.ITEMS - 1);
    }

    @Test
    void a_worker_that_ends_in_the_middle_of_an_item_says_so_with_its_last_words() throws Exception {
        Worked worked = shells.work("echo 'out of ideas' >&2; exit 7");
        costsItself(worked, "worker-crash");
        assertThat(worked.theDead().why().message()).contains("status 7", "out of ideas");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo nonsense | no JSON object: nonsense",
                "echo '[1]' | no JSON object: [1]",
                "echo '{\"type\":\"what\"}' | its type is none of",
                "echo '{\"type\":\"done\"}' | it has no key",
                "done_with another | an item that it was not given",
                "echo \"{\\\"type\\\":\\\"dead\\\",\\\"key\\\":\\\"$key\\\",\\\"reason\\\":\\\"Not Kebab\\\"}\" | kebab-case",
                "echo \"{\\\"type\\\":\\\"row\\\",\\\"key\\\":\\\"$key\\\",\\\"row\\\":{\\\"item\\\":7}}\" | Column item takes TEXT",
                "echo \"{\\\"type\\\":\\\"row\\\",\\\"key\\\":\\\"$key\\\",\\\"row\\\":{\\\"item\\\":\\\"x\\\",\\\"itme\\\":1}}\" | has no column itme",
                "tr '\\0' x </dev/zero | a line of more than 1 MB",
                "exec >&-; sleep 100 | It closed its standard output"
            })
    void what_is_no_message_is_a_crash_that_says_what_was_found(String misbehaves, String found) throws Exception {
        Worked worked = shells.work(misbehaves);
        costsItself(worked, "worker-crash");
        assertThat(worked.theDead().why().message()).contains(found);
    }

    @Test
    void a_worker_that_names_no_outcome_in_time_ends_with_all_that_it_started() throws Exception {
        String pids = root.resolve("pids").toString();
        Worked worked = shells.work(
                "sleep 600 & echo $! >>" + pids + "; setsid sleep 600 & echo $! >>" + pids
                        + "; env -i setsid sh -c 'sleep 600 & echo $! >>" + pids + "; sleep 2' & sleep 600",
                Duration.ofMillis(600),
                Json.object());
        costsItself(worked, "worker-timeout");
        shells.close();
        assertThat(pids("pids")).hasSize(6);
        gone(pids("pids"));
    }

    @Test
    void a_worker_over_its_memory_ends_though_another_process_of_it_has_it() throws Exception {
        Worked worked = shells.work(
                "tr '\\0' x </dev/zero | tail -n 1 | tail -n 1 >/dev/null",
                Duration.ofSeconds(30),
                Json.object().put("memory", 64L * MEGABYTE));
        costsItself(worked, "worker-memory");
        assertThat(worked.theDead().why().message()).contains("limits.memory allows 64 MB");
    }

    @Test
    void a_worker_that_fills_its_folder_is_ended_and_the_folder_is_removed() throws Exception {
        Worked worked = shells.work(
                "for n in 1 2 3 4 5; do head -c 900000 /dev/zero >$n; done; sleep 600",
                Duration.ofSeconds(30),
                Json.object().put("disk", MEGABYTE));
        costsItself(worked, "worker-crash");
        assertThat(worked.theDead().why().message()).contains("limits.disk allows");
        shells.close();
        assertThat(data.resolve("workers")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n=0; while :; do n=$((n+1)); mkdir $n; done",
                "exec python3 -c 'import os\nwhile True: os.mkdir(\"x\" * 200); os.chdir(\"x\" * 200)'"
            })
    void folders_without_end_fill_a_workers_folder_as_files_do_and_are_removed(String misbehaves) throws Exception {
        Worked worked =
                shells.work(misbehaves, Duration.ofSeconds(30), Json.object().put("disk", MEGABYTE));
        costsItself(worked, "worker-crash");
        assertThat(worked.theDead().why().message()).contains("It filled its working folder");
        shells.close();
        assertThat(data.resolve("workers")).doesNotExist();
    }

    @Test
    void a_file_is_no_larger_than_the_folder_may_be() throws Exception {
        Worked worked = shells.work(
                "head -c 9000000 /dev/zero >big 2>/dev/null || exit 5",
                Duration.ofSeconds(30),
                Json.object().put("disk", MEGABYTE));
        costsItself(worked, "worker-crash");
        assertThat(worked.theDead().why().message()).contains("status 5");
    }

    @Test
    void what_a_worker_says_itself_of_an_item_stands() throws Exception {
        Worked dead = shells.work(
                "echo \"{\\\"type\\\":\\\"dead\\\",\\\"key\\\":\\\"$key\\\",\\\"reason\\\":\\\"sold-out\\\",\\\"message\\\":\\\"gone\\\"}\"; continue");
        assertThat(dead.theDead().why().toString()).isEqualTo("sold-out: gone");
        assertThat(dead.theDead().attempts()).isEqualTo(1);
        assertThat(dead.rows()).containsEntry("3", -1L);
    }

    @Test
    void an_item_that_is_to_be_tried_again_once_too_often_is_dead_and_its_worker_goes_on() throws Exception {
        Worked worked = shells.work(
                "echo \"{\\\"type\\\":\\\"retry\\\",\\\"key\\\":\\\"$key\\\",\\\"after\\\":0.01}\"; continue");
        costsItself(worked, "worker-retry");
        assertThat(worked.rows().values().stream().distinct()).hasSizeBetween(1, 2);
    }

    @Test
    void a_worker_finds_in_its_environment_what_the_job_names_and_no_secret_of_trawls() throws Exception {
        shells.work(
                "env | cut -d= -f1 | sort | tr '\\n' ' ' >&2",
                Duration.ofSeconds(20),
                Json.object().set("env", Json.object().put("API_KEY", "mine")));
        String names = shells.said().stream()
                .filter(line -> line.contains("API_KEY"))
                .findFirst()
                .orElseThrow();
        assertThat(names.split(" "))
                .contains("API_KEY", "PATH", "TMPDIR", "TRAWL_WORKER")
                .isSubsetOf(
                        "API_KEY",
                        "HOME",
                        "LANG",
                        "LC_ALL",
                        "LOGNAME",
                        "OLDPWD",
                        "PATH",
                        "PWD",
                        "SHLVL",
                        "TMPDIR",
                        "TRAWL_WORKER",
                        "TZ",
                        "USER",
                        "_");
    }

    @Test
    void a_flood_on_standard_error_is_read_away_counted_and_no_fault() throws Exception {
        Worked worked = shells.work("yes noise | head -n 500000 >&2");
        assertThat(worked.dead()).isEmpty();
        assertThat(shells.said()).hasSizeLessThan(300).anyMatch(line -> line.matches("\\d+ lines .* left out .*"));
    }

    @Test
    void a_worker_that_speaks_of_an_item_again_is_replaced_and_the_next_item_pays_nothing() throws Exception {
        Worked worked = shells.work("done_with 3");
        assertThat(worked.dead()).isEmpty();
        assertThat(worked.rows()).hasSize(ShellWorkers.ITEMS);
    }

    @ParameterizedTest
    @CsvSource({"done, :", "done_by_a_worker_that_leaves_at_once, done_with 3; exit 0"})
    void what_a_worker_names_as_objects_is_stored_with_the_outcome(String name, String then) throws Exception {
        Worked worked =
                shells.work("echo page >x; object reports/" + name + ".txt file x; object b base64 Yg==; " + then);
        assertThat(worked.dead()).isEmpty();
        assertThat(worked.objects())
                .extracting(StoredObject::key)
                .containsExactly("shells/b", "shells/reports/" + name + ".txt");
        assertThat(worked.objects()).extracting(StoredObject::type).containsOnly("application/octet-stream");
        assertThat(data.resolve("objects/shells/reports/" + name + ".txt")).hasContent("page\n");
        assertThat(data.resolve("objects/shells/b")).hasContent("b");
    }

    @Test
    void an_attempt_that_crashed_stores_no_object() throws Exception {
        Worked worked = shells.work("object a base64 YQ==; exit 7");
        costsItself(worked, "worker-crash");
        assertThat(worked.objects()).isEmpty();
        assertThat(data.resolve("objects/shells")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "object a base64 '!'                    | makes no sense",
                "object a what b                        | one of base64 and file",
                "object a file none                     | none is no file in the worker's folder",
                "object a file /etc/passwd              | /etc/passwd is no file in the worker's folder",
                "ln -s /etc/passwd x; object a file x   | x is no file in the worker's folder",
                "mkfifo x; object a file x              | x is no file in the worker's folder",
                "object ../a base64 YQ==                | ends in a dot",
                "for n in $(seq 1001); do object a$n base64 YQ==; done | more than 1000",
                "head -c 900000 /dev/zero >x; object a file x; object b file x | the 1 MB that limits.disk allows"
            })
    void an_object_that_cannot_be_kept_is_a_crash_that_says_why(String misbehaves, String found) throws Exception {
        Worked worked =
                shells.work(misbehaves, Duration.ofSeconds(30), Json.object().put("disk", MEGABYTE));
        costsItself(worked, "worker-crash");
        assertThat(worked.theDead().why().message()).contains(found);
    }

    @Test
    void all_that_was_said_before_a_worker_left_counts() throws Exception {
        Worked worked = shells.work("for n in $(seq 5000); do row $n; done; done_with 3; exit 0");
        assertThat(worked.dead()).isEmpty();
        assertThat(worked.rows()).hasSize(ShellWorkers.ITEMS).containsEntry("3", 5000L);
    }
}
