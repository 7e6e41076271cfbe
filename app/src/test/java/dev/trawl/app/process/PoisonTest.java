package dev.trawl.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.RunView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An item that ends the process is found, and costs nobody else anything. */
@Timeout(120)
final class PoisonTest {
    /** Once beside others, and at five crashes in a row alone. */
    private static final int DEATHS_MAX = 6;

    @TempDir
    private Path root;

    private TrawlFolder folder;
    private HeldWeb web;

    @BeforeEach
    void begin() throws IOException {
        folder = new TrawlFolder(root, List.of());
        web = new HeldWeb();
        web.open();
    }

    @AfterEach
    void end() throws IOException {
        folder.close();
        web.close();
    }

    @Test
    void it_alone_ends_dead_after_at_most_six_deaths_of_the_process() throws Exception {
        ChildTrawl.Ended ended = folder.trawl("run", "errands", web.input(), "items=8", "poison=item-3", "--json");
        int deaths = 0;
        while (ended.status() == ErrandWorker.POISONED && deaths <= DEATHS_MAX) {
            deaths++;
            ended = folder.trawl("run", "--resume", folder.newest(), "--json");
        }

        assertThat(deaths).isBetween(1, DEATHS_MAX);
        assertThat(ended.status()).as(ended.err()).isEqualTo(1);
        assertThat(ended.document().get("items").toString())
                .isEqualTo("{\"listed\":8,\"done\":7,\"dead\":1,\"cancelled\":0}");
        List<JsonNode> dead =
                folder.good("dead", folder.newest(), "--format", "jsonl").lines();
        assertThat(dead).hasSize(1);
        assertThat(dead.getFirst().get("key").asString()).isEqualTo("item-3");
        assertThat(dead.getFirst().get("reason").asString()).isEqualTo("worker-crash");
        assertThat(folder.runs()).hasSize(1);
    }

    @Test
    void under_a_server_that_is_started_again_another_run_goes_on() throws Exception {
        assertThat(folder.trawl("run", "errands", web.input(), "items=8", "poison=item-3")
                        .status())
                .isEqualTo(ErrandWorker.POISONED);
        HeldWeb slow = new HeldWeb();
        try (slow) {
            ChildTrawl other = folder.start("run", "errands", slow.input());
            slow.awaitAsked(1);
            other.kill();
            slow.open();
            int deaths = 1;
            ChildTrawl server = folder.start("serve", "--port", "0");
            while (!over() && deaths <= DEATHS_MAX) {
                ChildTrawl now = server;
                TrawlFolder.await("the server dies or all runs are over", () -> !now.alive() || over());
                deaths += server.alive() ? 0 : 1;
                server = server.alive() ? server : folder.start("serve", "--port", "0");
            }
            assertThat(deaths).isLessThanOrEqualTo(DEATHS_MAX);
            assertThat(folder.runs().getFirst().counts().done()).isEqualTo(6);
            assertThat(folder.runs().getLast().counts().done()).isEqualTo(7);
            assertThat(folder.runs().getLast().counts().dead()).isEqualTo(1);
            server.signal("TERM");
            assertThat(server.end().status()).isZero();
        }
    }

    private boolean over() throws Exception {
        return folder.runs().stream().map(RunView::phase).allMatch(phase -> phase.closed());
    }
}
