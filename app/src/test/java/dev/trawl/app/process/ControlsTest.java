package dev.trawl.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** A run in one process is controlled by commands in others. */
@Timeout(120)
final class ControlsTest extends BesideHeldWeb {
    /** Six items, so many at once; returns when those are asked for. */
    private ChildTrawl working(int atOnce) throws Exception {
        ChildTrawl child = folder.start("run", "errands", web.input(), "concurrency=" + atOnce, "--json");
        web.awaitAsked(atOnce);
        return child;
    }

    private static String items(JsonNode document) {
        return document.get("items").toString();
    }

    @Test
    void a_pause_lets_end_what_is_under_way_and_starts_nothing_more() throws Exception {
        ChildTrawl child = working(2);
        String run = folder.newest();
        assertThat(folder.good("pause", run, "--json").document().get("state").asString())
                .isEqualTo("paused");
        web.letGo(2);

        ChildTrawl.Ended paused = child.end();
        assertThat(paused.status()).isEqualTo(1);
        assertThat(paused.document().get("state").asString()).isEqualTo("paused");
        assertThat(items(paused.document())).isEqualTo("{\"listed\":6,\"done\":2,\"dead\":0,\"cancelled\":0}");
        assertThat(web.askedMore()).isZero();

        web.open();
        ChildTrawl.Ended resumed = folder.good("resume", run, "--json");
        assertThat(resumed.document().get("state").asString()).isEqualTo("succeeded");
        assertThat(items(resumed.document())).isEqualTo("{\"listed\":6,\"done\":6,\"dead\":0,\"cancelled\":0}");
        assertThat(web.askedMore()).isEqualTo(4);
    }

    @Test
    void a_paused_run_goes_on_in_its_process_when_it_is_resumed() throws Exception {
        ChildTrawl child = working(2);
        String run = folder.newest();
        folder.good("pause", run);
        assertThat(folder.good("resume", run, "--json").document().get("state").asString())
                .isEqualTo("working");
        web.open();

        ChildTrawl.Ended ended = child.end();
        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(items(ended.document())).isEqualTo("{\"listed\":6,\"done\":6,\"dead\":0,\"cancelled\":0}");
        assertThat(web.askedMore()).isEqualTo(4);
    }

    @Test
    void a_cancelled_run_ends_at_once_and_accounts_for_every_item() throws Exception {
        ChildTrawl child = working(2);
        String run = folder.newest();
        web.letGo(1);
        web.awaitAsked(1);
        folder.good("cancel", run);

        // Nothing is answered any more: what was under way is broken off.
        ChildTrawl.Ended ended = child.end();
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.document().get("state").asString()).isEqualTo("cancelled");
        assertThat(items(ended.document())).isEqualTo("{\"listed\":6,\"done\":1,\"dead\":0,\"cancelled\":5}");
        assertThat(folder.trawl("run", "--resume", run, "--json").status()).isEqualTo(1);
        assertThat(web.askedMore()).isZero();
        assertThat(folder.trawl("cancel", run).status()).isEqualTo(2);
    }

    @Test
    void a_raised_limit_starts_more_and_a_lowered_one_fewer() throws Exception {
        ChildTrawl child = folder.start("run", "errands", web.input(), "items=12", "concurrency=1", "--json");
        web.awaitAsked(1);
        String run = folder.newest();
        folder.good("limits", run, "concurrency=4");
        web.awaitAsked(3);
        folder.good("limits", run, "concurrency=2");

        web.letGo(3);
        web.awaitAsked(1);
        // One of the four was left and one began: two are under way, and a third may not begin.
        web.letGo(1);
        web.awaitAsked(1);
        assertThat(web.askedMore()).isZero();
        web.open();
        assertThat(items(child.end().document())).isEqualTo("{\"listed\":12,\"done\":12,\"dead\":0,\"cancelled\":0}");
        assertThat(web.askedMore()).isEqualTo(6);
    }

    @Test
    void ctrl_c_keeps_the_run_and_the_command_that_goes_on_with_it_is_told() throws Exception {
        ChildTrawl child = working(2);
        String run = folder.newest();
        web.letGo(1);
        web.awaitAsked(1);
        child.signal("INT");

        ChildTrawl.Ended interrupted = child.end();
        assertThat(interrupted.status()).as(interrupted.err()).isEqualTo(130);
        assertThat(interrupted.err()).contains("trawl run --resume " + run).doesNotContain("\tat ", "fault of its own");
        assertThat(interrupted.out()).isEmpty();

        web.open();
        ChildTrawl.Ended resumed = folder.good("run", "--resume", run, "--json");
        assertThat(items(resumed.document())).isEqualTo("{\"listed\":6,\"done\":6,\"dead\":0,\"cancelled\":0}");
        // Which of the first two was answered is the web's affair; the other was broken off.
        assertThat(web.asked("item-0") + web.asked("item-1"))
                .as("what was done is not asked again")
                .isEqualTo(3);
        assertThat(folder.runs()).hasSize(1);
    }

    @Test
    void a_paused_run_prints_all_that_was_under_way_and_what_resumes_it() throws Exception {
        ChildTrawl child = folder.start("run", "errands", web.input(), "items=200", "concurrency=8", "--json");
        web.awaitAsked(8);
        String run = folder.newest();
        web.letGo(100);
        web.awaitAsked(100);
        folder.good("pause", run);
        // All eight at once, so that none is recorded yet when the last one ends.
        web.letGo(8);

        ChildTrawl.Ended paused = child.end();
        assertThat(paused.status()).isEqualTo(1);
        assertThat(paused.err()).contains("Run " + run + " is paused; go on with: trawl resume " + run + " --data ");
        assertThat(items(paused.document())).isEqualTo("{\"listed\":200,\"done\":108,\"dead\":0,\"cancelled\":0}");
        assertThat(items(folder.good("show", run, "--json").document())).isEqualTo(items(paused.document()));
    }

    @RepeatedTest(3)
    void a_process_that_is_asked_to_leave_while_its_run_is_cancelled_leaves_without_a_fault() throws Exception {
        ChildTrawl child = working(2);
        String run = folder.newest();
        child.signal("STOP");
        ChildTrawl cancel = folder.start("cancel", run);
        TrawlFolder.await(
                "whoever asks is told who does not answer",
                () -> cancel.said()
                        .contains("(PID " + child.pid() + ") has not answered for 3 s: it is busy, or stopped."));
        child.signal("TERM");
        child.signal("CONT");

        ChildTrawl.Ended ended = child.end();
        assertThat(ended.status()).isEqualTo(130);
        assertThat(ended.err()).contains("trawl run --resume " + run).hasLineCount(1);
        // Heard before the process left, or not: whoever asked knows which.
        assertThat(cancel.end().status()).as(cancel.said()).isIn(0, 3);
        assertThat(folder.runs().getFirst().state().word()).isIn("cancelled", "closing", "working");
    }

    @Test
    void a_held_folder_is_read_but_not_held_twice() throws Exception {
        ChildTrawl child = working(2);
        String run = folder.newest();
        for (String word : List.of("run", "serve")) {
            String[] line = word.equals("run")
                    ? new String[] {"run", "errands", web.input()}
                    : new String[] {"serve", "--port", "0"};
            ChildTrawl.Ended second = folder.trawl(line);
            assertThat(second.status()).as(word).isEqualTo(3);
            assertThat(second.err()).contains("PID " + child.pid());
            assertThat(second.out()).isEmpty();
        }
        web.letGo(1);
        web.awaitAsked(1);

        assertThat(folder.good("runs", "--format", "jsonl")
                        .lines()
                        .getFirst()
                        .get("run")
                        .asString())
                .isEqualTo(run);
        assertThat(items(folder.good("show", run, "--format", "jsonl").document()))
                .isEqualTo("{\"listed\":6,\"done\":1,\"dead\":0,\"cancelled\":0}");
        assertThat(folder.good("rows", "answers", "--format", "jsonl").lines()).hasSize(1);
        assertThat(folder.good("dead", run, "--format", "jsonl").out()).isEmpty();
        assertThat(folder.good("objects", "--format", "jsonl").out()).isEmpty();
        web.open();
        assertThat(child.end().status()).isZero();
    }
}
