package dev.trawl.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The disk takes no more while runs are worked. A limit on the length of files stands for the full disk. */
@Timeout(120)
final class FullDiskTest extends BesideHeldWeb {
    /** What the ledger's log is beyond already, and what a child says is not. */
    private static final int FILE_BYTES_MAX = 4_096;

    @Test
    void a_run_stops_with_3_says_so_and_goes_on_when_there_is_room() throws Exception {
        ChildTrawl child = folder.start("run", "errands", web.input(), "concurrency=2", "--json");
        web.awaitAsked(2);
        assertThat(stops(child).err())
                .contains(
                        "Run " + folder.newest() + " in " + folder.data() + " is interrupted.",
                        "trawl run --resume " + folder.newest() + " --data " + folder.data())
                .doesNotContain("--resume RUN");
        goesOn();
    }

    @Test
    void a_run_that_has_committed_nothing_yet_stops_too() throws Exception {
        ChildTrawl killed = folder.start("run", "errands", web.input(), "concurrency=2");
        web.awaitAsked(2);
        killed.kill();
        ChildTrawl child = folder.start("run", "--resume", folder.newest(), "--json");
        web.awaitAsked(1);
        stops(child);
        goesOn();
    }

    @Test
    void a_server_does_not_hold_a_folder_in_which_it_can_do_nothing() throws Exception {
        ChildTrawl child = folder.start("run", "errands", web.input(), "concurrency=2");
        web.awaitAsked(2);
        child.kill();
        ChildTrawl server = folder.start("serve", "--port", "0");
        web.awaitAsked(1);
        stops(server);
        goesOn();
    }

    private ChildTrawl.Ended stops(ChildTrawl child) throws IOException, InterruptedException {
        Process limit = new ProcessBuilder("prlimit", "--pid", "" + child.pid(), "--fsize=" + FILE_BYTES_MAX)
                .inheritIO()
                .start();
        assertThat(limit.waitFor()).isZero();
        web.open();
        ChildTrawl.Ended ended = child.end();
        assertThat(ended.status()).as(ended.err()).isEqualTo(3);
        assertThat(ended.err()).contains("ledger").doesNotContain("\tat ", "fault of its own");
        assertThat(ended.out()).isEmpty();
        return ended;
    }

    private void goesOn() throws Exception {
        ChildTrawl.Ended ended = folder.good("run", "--resume", folder.newest(), "--json");
        assertThat(ended.document().get("items").toString())
                .isEqualTo("{\"listed\":6,\"done\":6,\"dead\":0,\"cancelled\":0}");
        assertThat(folder.good("rows", "answers", "--format", "jsonl").lines()).hasSize(6);
    }
}
