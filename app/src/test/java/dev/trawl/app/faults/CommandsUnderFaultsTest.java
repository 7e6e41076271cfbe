package dev.trawl.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.app.faults.Plan.Action;
import dev.trawl.app.process.ChildTrawl;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody at the command line sees when the disk does not let Trawl work, and how they go on. */
@Timeout(120)
final class CommandsUnderFaultsTest {
    /** Every call by which something changes, and opening a file to change it. */
    private static final String CHANGES_AND_OPENS = Plan.CHANGES + "O";

    @TempDir
    private Path root;

    private FaultFolder folder;

    @BeforeEach
    void prepare() throws Exception {
        folder = new FaultFolder(root);
    }

    @ParameterizedTest
    @CsvSource({
        "S, 12, ONCE, 5, I/O error",
        "W, 120, SHORT, 28, disk is full",
        "W, 2, SHORT, 28, no space is left",
        "OR, 8, EVER, 24, how many files may be open",
        "OR, 18, EVER, 24, too many files are open"
    })
    void a_run_stops_with_3_says_so_and_is_resumed_when_the_cause_is_gone(
            String calls, long at, Action action, int error, String says) throws Exception {
        Life life = folder.live(Plan.fail(calls, at, action, error));

        assertThat(life.met()).isTrue();
        FaultFolder.stopped(life.ended());
        assertThat(life.ended().err()).contains(says);
        Life next = folder.live(Plan.NONE);
        assertThat(next.ended().status()).as(next.ended().err()).isEqualTo(1);
        assertThat(next.ended().document().get("items").toString())
                .isEqualTo("{\"listed\":33,\"done\":28,\"dead\":5,\"cancelled\":0}");
    }

    @Test
    void a_folder_that_is_read_only_is_read_and_not_written() throws Exception {
        assertThat(folder.live(Plan.NONE).ended().status()).isEqualTo(1);
        String run = Audit.of(folder.data()).orElseThrow().id().text();

        assertThat(readOnly("rows", "deeds", "--format", "jsonl").lines()).hasSize(33);
        assertThat(readOnly("show", run, "--format", "jsonl").lines()).hasSize(1);
        assertThat(readOnly("dead", run, "--format", "jsonl").lines()).hasSize(5);
        Life redriven = folder.live(readOnly(), "redrive", run);
        FaultFolder.stopped(redriven.ended());
        assertThat(redriven.ended().err()).contains("read-only");
        Life another = folder.live(readOnly(), "run", "deeds");
        FaultFolder.stopped(another.ended());
        assertThat(another.ended().err()).contains("read-only");
    }

    @Test
    void an_interrupted_run_in_a_folder_that_became_read_only_is_read_and_goes_on_later() throws Exception {
        folder.live(Plan.fail(Plan.CHANGES, 200, Action.KILL, 0));
        String run = Audit.of(folder.data()).orElseThrow().id().text();

        assertThat(readOnly("runs", "--format", "jsonl").lines()).hasSize(1);
        Life resumed = folder.live(readOnly(), "run", "--resume", run);
        FaultFolder.stopped(resumed.ended());
        assertThat(resumed.met()).isTrue();
        assertThat(folder.finish().summary()).startsWith("\"succeeded\"");
    }

    @Test
    void a_server_that_may_open_no_more_files_says_what_to_raise() throws Exception {
        Life life = folder.live(Plan.fail("OR", 1, Action.EVER, Plan.EMFILE), "serve", "--port", "0");
        FaultFolder.stopped(life.ended());
        assertThat(life.ended().err()).contains("too many files are open", "ulimit -n");
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 40})
    void however_few_files_may_be_open_the_process_ends_and_says_why(int files) throws Exception {
        ChildTrawl.Ended ended = folder.liveWithin(files);

        // Classes are read from files too: where none can be opened, little can be said, but it must be said.
        assertThat(ended.status()).as(ended.err()).isIn(1, 3);
        assertThat(ended.err()).doesNotContain("\tat ");
        if (ended.status() == 3) {
            assertThat(ended.err()).contains("ulimit -n");
        } else {
            assertThat(ended.document().get("state").asString()).isEqualTo("succeeded");
        }
        assertThat(folder.finish().summary()).startsWith("\"succeeded\"");
    }

    private static Plan readOnly() {
        return Plan.fail(CHANGES_AND_OPENS, 1, Action.EVER, Plan.EROFS);
    }

    /** A command that reads, and must succeed though nothing can be written. */
    private ChildTrawl.Ended readOnly(String... words) throws Exception {
        Life life = folder.live(readOnly(), words);
        assertThat(life.ended().status())
                .as(List.of(words) + life.ended().err())
                .isZero();
        return life.ended();
    }
}
