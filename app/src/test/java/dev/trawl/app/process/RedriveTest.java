package dev.trawl.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Dead items are worked again, by the process that asks or by the one that holds the folder. */
@Timeout(120)
final class RedriveTest {
    @TempDir
    private Path root;

    @Test
    void dead_items_come_back_by_key_by_reason_and_all_together() throws Exception {
        try (TrawlFolder folder = new TrawlFolder(root, List.of());
                HeldWeb web = new HeldWeb()) {
            Stream.of("item-0", "item-1", "item-2").forEach(item -> web.says(item, 404));
            Stream.of("item-3", "item-4").forEach(item -> web.says(item, 410));
            web.open();
            ChildTrawl.Ended first = folder.trawl("run", "errands", web.input(), "--json");
            assertThat(first.status()).isEqualTo(1);
            assertThat(first.document().get("reasons").toString()).isEqualTo("{\"http-404\":3,\"http-410\":2}");
            String run = first.document().get("run").asString();

            Stream.of("item-0", "item-3", "item-4", "item-1").forEach(item -> web.says(item, 200));
            assertThat(items(folder.trawl("redrive", run, "--key", "item-0", "--json")))
                    .isEqualTo("{\"listed\":6,\"done\":2,\"dead\":4,\"cancelled\":0}");
            assertThat(items(folder.trawl("redrive", run, "--reason", "http-410", "--json")))
                    .isEqualTo("{\"listed\":6,\"done\":4,\"dead\":2,\"cancelled\":0}");
            assertThat(web.asked("item-1")).isEqualTo(1);

            redrivenByItsHolder(folder, web, run);
        }
    }

    private static void redrivenByItsHolder(TrawlFolder folder, HeldWeb web, String run) throws Exception {
        ChildTrawl holder = folder.start("serve", "--port", "0");
        // Before that the command would take the folder itself.
        TrawlFolder.await("the holder is ready", () -> holder.said().contains("Serving "));
        assertThat(folder.trawl("redrive", run).status()).isZero();
        TrawlFolder.await(
                "the run is over again",
                () -> folder.runs().getFirst().phase().closed()
                        && folder.runs().getFirst().counts().dead() == 1);
        assertThat(web.asked("item-1")).isEqualTo(2);
        assertThat(web.asked("item-5")).as("what is done is not worked again").isEqualTo(1);

        web.says("item-2", 200);
        assertThat(folder.trawl("redrive", run, "--key", "item-2").status()).isZero();
        TrawlFolder.await(
                "the run is over", () -> folder.runs().getFirst().phase().closed());
        ChildTrawl.Ended shown = folder.good("show", run, "--json");
        assertThat(items(shown)).isEqualTo("{\"listed\":6,\"done\":6,\"dead\":0,\"cancelled\":0}");
        assertThat(shown.document().get("state").asString()).isEqualTo("succeeded");
        holder.signal("TERM");
        assertThat(holder.end().status()).isZero();
    }

    private static String items(ChildTrawl.Ended ended) {
        JsonNode document = ended.document();
        return document.get("items").toString();
    }
}
