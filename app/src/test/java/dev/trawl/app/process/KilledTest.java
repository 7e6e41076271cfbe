package dev.trawl.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.app.demo.DemoWeb;
import dev.trawl.app.demo.Demonstration;
import dev.trawl.app.demo.Setting;
import dev.trawl.app.demo.Site;
import dev.trawl.app.jobfile.JobFileReader;
import dev.trawl.app.jobfile.Jobs;
import dev.trawl.app.jobfile.Providers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A run whose process is killed again and again ends as if nothing had happened. */
@Timeout(300)
final class KilledTest {
    private static final int POSTS = 400;
    private static final int KILLS = 20;

    /**
     * An item alone in flight at five kills in a row is found guilty, as promised, also when it was only given no time:
     * every fourth life has more of it than any item of this web needs.
     */
    private static final int LONG_LIFE = 80;

    private static final long SEED = 11;

    @TempDir
    private Path root;

    /** A web, a counter on the way to it, and a folder. */
    private static final class Place implements AutoCloseable {
        private final DemoWeb web = web();
        private final Relay.Counter counter = new Relay.Counter();
        private final Relay plain = new Relay(web.port(), counter);
        private final Relay secure = new Relay(web.securePort(), counter);
        private final TrawlFolder folder;

        Place(Path root) throws Exception {
            folder = new TrawlFolder(
                    root,
                    List.of(
                            "--connect-to",
                            ":80:127.0.0.1:" + plain.port(),
                            "--connect-to",
                            ":443:127.0.0.1:" + secure.port(),
                            "--ca",
                            web.authority().toString()));
        }

        /** The demo's standard one. */
        private static DemoWeb web() throws Exception {
            Site site = new Site();
            Setting setting = new Setting(
                    SEED,
                    POSTS,
                    Path.of("nowhere"),
                    new Jobs(new JobFileReader(Providers.installed()), Optional.empty()),
                    _ -> Optional.empty(),
                    InstantSource.system());
            var _ = Demonstration.ALL.getFirst().play(site, setting);
            return DemoWeb.start(site, Files.createTempDirectory("trawl-demo"));
        }

        /** Begins, or goes on. */
        ChildTrawl work() throws Exception {
            return folder.runs().isEmpty()
                    ? folder.start(
                            "run",
                            "reddit-pictures",
                            "subreddit=pictures",
                            "limit=" + POSTS,
                            "concurrency=16",
                            "retries=100ms,100ms,100ms",
                            "--json")
                    : folder.start("run", "--resume", folder.newest(), "--json");
        }

        /** What came of it all. */
        String found() throws Exception {
            StringBuilder all = new StringBuilder();
            for (String[] list : new String[][] {{"rows", "posts"}, {"rows", "pictures"}, {"objects"}}) {
                String[] line = Stream.concat(Stream.of(list), Stream.of("--format", "jsonl"))
                        .toArray(String[]::new);
                all.append(String.join(
                                "\n",
                                new TreeSet<>(folder.good(line).out().lines().toList())))
                        .append("\n\n");
            }
            return all.toString();
        }

        @Override
        public void close() throws IOException {
            folder.close();
            plain.close();
            secure.close();
            web.close();
        }
    }

    @Test
    void twenty_kills_change_nothing_of_what_comes_of_a_run() throws Exception {
        try (Place calm = new Place(Files.createDirectory(root.resolve("calm")));
                Place killed = new Place(Files.createDirectory(root.resolve("killed")))) {
            JsonNode undisturbed = calm.work().end().document();
            assertThat(undisturbed.get("items").get("dead").asInt()).isPositive();

            kill(killed);
            ChildTrawl.Ended last = killed.work().end();
            JsonNode document = last.document();

            assertThat(last.status()).as(last.err()).isEqualTo(1);
            for (String same : List.of("reasons", "state", "input", "items", "rows", "objects")) {
                assertThat(document.get(same)).as(same).isEqualTo(undisturbed.get(same));
            }
            JsonNode items = document.get("items");
            assertThat(items.get("listed").asInt())
                    .isEqualTo(POSTS)
                    .isEqualTo(items.get("done").asInt()
                            + items.get("dead").asInt()
                            + items.get("cancelled").asInt());
            assertThat(killed.found()).isEqualTo(calm.found());
            assertThat(killed.folder.runs()).hasSize(1);
            assertThat(StoredFiles.of(killed.folder.data())).isEqualTo(StoredFiles.of(calm.folder.data()));
        }
    }

    /** At any moment: before anything is asked, in the listing, in the middle. */
    private static void kill(Place place) throws Exception {
        Random random = new Random(SEED);
        for (int n = 0; n < KILLS; n++) {
            // The first kills fall in the start of the process.
            int pieces = n < 4 ? n : n % 4 == 3 ? LONG_LIFE : 1 + random.nextInt(20);
            ChildTrawl child = place.work();
            if (n == 0) {
                TrawlFolder.await(
                        "the ledger's file is there",
                        () -> Files.exists(place.folder.data().resolve("trawl.db")));
                child.kill();
            } else {
                place.counter.ringAfter(Math.max(1, pieces), child::close);
                assertThat(child.end().status())
                        .as("kill %d after %d pieces", n, pieces)
                        .isEqualTo(137);
            }
        }
    }
}
