package dev.trawl.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.app.process.BesideHeldWeb;
import dev.trawl.app.process.ChildTrawl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process is stopped for a while (SIGSTOP) and continued: its clocks have jumped, and the world went on. */
@Timeout(120)
final class StoppedProcessTest extends BesideHeldWeb {
    /** Longer than the deadlines of what is under way. */
    private static final long STOPPED_MILLISECONDS = 2_500;

    private static final int ITEMS = 6;

    @Test
    void what_was_answered_meanwhile_counts_once() throws Exception {
        ChildTrawl child = folder.start("run", "errands", web.input(), "concurrency=3", "--json");
        web.awaitAsked(3);
        child.signal("STOP");
        web.open();
        assertThat(child.endsWithin(STOPPED_MILLISECONDS)).isFalse();
        ChildTrawl.Ended refused = folder.trawl("run", "errands", web.input());
        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains("PID " + child.pid());
        assertThat(folder.good("runs", "--format", "jsonl").lines()).hasSize(1);
        child.signal("CONT");

        whole(child);
        for (int n = 0; n < ITEMS; n++) {
            assertThat(web.asked("item-" + n)).as("item-%d", n).isEqualTo(1);
        }
    }

    @Test
    void what_ran_out_of_time_meanwhile_is_tried_again_and_counts_once() throws Exception {
        ChildTrawl child = folder.start(
                "run", "errands", web.input(), "concurrency=3", "timeout=1s", "retries=10ms,10ms,10ms", "--json");
        web.awaitAsked(3);
        child.signal("STOP");
        assertThat(child.endsWithin(STOPPED_MILLISECONDS)).isFalse();
        child.signal("CONT");
        // The three that were under way are over time now, and asked for again.
        web.awaitAsked(3);
        web.open();

        whole(child);
    }

    @Test
    void what_is_asked_of_a_stopped_process_is_done_once_it_goes_on() throws Exception {
        ChildTrawl child = folder.start("run", "errands", web.input(), "concurrency=3", "--json");
        web.awaitAsked(3);
        String run = folder.newest();
        child.signal("STOP");
        ChildTrawl pause = folder.start("pause", run);
        assertThat(pause.endsWithin(STOPPED_MILLISECONDS)).isFalse();
        child.signal("CONT");
        assertThat(pause.end().status()).isZero();
        web.open();

        assertThat(child.end().document().get("state").asString()).isEqualTo("paused");
        assertThat(folder.good("resume", run, "--json")
                        .document()
                        .at("/items/done")
                        .asInt())
                .isEqualTo(ITEMS);
    }

    private void whole(ChildTrawl child) throws Exception {
        ChildTrawl.Ended ended = child.end();
        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.document().get("items").toString())
                .isEqualTo("{\"listed\":6,\"done\":6,\"dead\":0,\"cancelled\":0}");
        assertThat(folder.good("rows", "answers", "--format", "jsonl").lines()).hasSize(ITEMS);
        assertThat(folder.runs()).hasSize(1);
    }
}
