package dev.trawl.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server takes up what others left, and leaves when it is asked to. */
@Timeout(120)
final class ServeTest {
    @TempDir
    private Path root;

    @Test
    void every_interrupted_run_is_finished_and_sigterm_ends_the_server() throws Exception {
        try (TrawlFolder folder = new TrawlFolder(root, List.of());
                HeldWeb web = new HeldWeb()) {
            for (int n = 0; n < 2; n++) {
                ChildTrawl child = folder.start("run", "errands", web.input(), "concurrency=3");
                web.awaitAsked(3);
                child.kill();
            }
            assertThat(folder.runs()).extracting(RunView::state).containsExactly(RunState.WORKING, RunState.WORKING);
            web.open();
            ChildTrawl server = folder.start("serve", "--port", "0");
            TrawlFolder.await(
                    "both runs are over",
                    () -> folder.runs().stream().allMatch(run -> run.phase().closed()));

            long asked = System.nanoTime();
            server.signal("TERM");
            assertThat(server.end().status()).isZero();
            assertThat(System.nanoTime() - asked).isLessThan(35_000_000_000L);
            assertThat(folder.runs())
                    .extracting(RunView::state)
                    .containsExactly(RunState.SUCCEEDED, RunState.SUCCEEDED);
        }
    }

    @Test
    void sigterm_ends_a_server_whose_web_never_answers_and_its_run_goes_on_later() throws Exception {
        try (TrawlFolder folder = new TrawlFolder(root, List.of());
                HeldWeb web = new HeldWeb()) {
            ChildTrawl child = folder.start("run", "errands", web.input(), "concurrency=2");
            web.awaitAsked(2);
            child.kill();
            ChildTrawl server = folder.start("serve", "--port", "0");
            // After a kill what was in flight runs alone.
            web.awaitAsked(1);
            long asked = System.nanoTime();
            server.signal("TERM");
            assertThat(server.end().status()).isZero();
            assertThat(System.nanoTime() - asked).isLessThan(35_000_000_000L);

            web.open();
            assertThat(folder.good("run", "--resume", folder.newest(), "--json")
                            .document()
                            .get("items")
                            .toString())
                    .isEqualTo("{\"listed\":6,\"done\":6,\"dead\":0,\"cancelled\":0}");
        }
    }
}
