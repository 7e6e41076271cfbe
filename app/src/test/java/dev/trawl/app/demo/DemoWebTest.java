package dev.trawl.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Environment;
import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.Listing;
import dev.trawl.core.Measure;
import dev.trawl.core.Outcome;
import dev.trawl.core.Services;
import dev.trawl.core.Source;
import dev.trawl.core.SourceProvider;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkerProvider;
import dev.trawl.core.port.Objects;
import dev.trawl.testkit.FakeAttempt;
import dev.trawl.testkit.MemoryBudgets;
import dev.trawl.testkit.MemoryObjects;
import dev.trawl.web.Authorities;
import dev.trawl.web.Cidr;
import dev.trawl.web.ConnectTo;
import dev.trawl.web.EgressDoor;
import dev.trawl.web.EgressOptions;
import dev.trawl.web.Fetcher;
import dev.trawl.web.HttpFetcher;
import dev.trawl.web.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class DemoWebTest {
    private static final int POSTS = 100;
    private static final Environment NONE = name -> Optional.empty();
    private static final Site SITE = new Site();
    private static final Expectation EXPECTED = PictureDemonstration.fill(SITE, 5, POSTS);
    private static DemoWeb web;

    @BeforeAll
    static void start() throws Exception {
        web = start(SITE);
    }

    private static DemoWeb start(Site site) throws IOException, InterruptedException {
        return DemoWeb.start(site, Files.createTempDirectory("trawl-demo"));
    }

    @AfterAll
    static void stop() throws Exception {
        web.close();
    }

    @Test
    void every_post_ends_as_it_must() throws Exception {
        try (HttpFetcher fetcher = fetcher()) {
            MemoryObjects objects = new MemoryObjects();
            Services services = new Services(Map.of(
                    Fetcher.class,
                    fetcher,
                    Objects.class,
                    objects,
                    InstantSource.class,
                    InstantSource.system(),
                    Environment.class,
                    NONE));
            List<Item> items = list(source(services));
            assertThat(new HashSet<>(items.stream().map(Item::key).toList())).hasSize(POSTS);

            Worker worker = worker(services);
            Run run = new Run();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<?> each : threads.invokeAll(
                        items.stream().map(item -> run.working(worker, item)).toList())) {
                    each.get();
                }
            }

            assertThat(run.found(objects)).isEqualTo(EXPECTED);
            assertThat(run.kinds)
                    .contains("picture", "gallery", "crosspost", "text", "poll", "video", "imgur", "link", "removed");
            assertThat(run.retries).isPositive();
            assertThat(objects.contents()).hasSize(EXPECTED.objects());
        }
    }

    @Test
    void the_same_seed_is_the_same_web() {
        assertThat(PictureDemonstration.fill(new Site(), 5, POSTS)).isEqualTo(EXPECTED);
        assertThat(new Drawing(9, Drawing.Format.JPG).bytes())
                .isEqualTo(new Drawing(9, Drawing.Format.JPG).bytes())
                .isNotEqualTo(new Drawing(10, Drawing.Format.JPG).bytes());
    }

    @Test
    void its_expectation_holds_every_kind_of_trouble() {
        assertThat(EXPECTED.items()).isEqualTo(POSTS);
        assertThat(EXPECTED.dead()).containsOnlyKeys("http-404", "not-a-picture", "redirect-loop");
        assertThat(EXPECTED.rows().get("pictures")).isGreaterThan(EXPECTED.objects());
    }

    @Test
    void nothing_of_it_stays_when_it_is_closed() throws Exception {
        Site site = new Site();
        site.put("http://one.example/", Reply.status(200));
        DemoWeb other = start(site);
        assertThat(other.authority()).exists();
        other.close();
        assertThat(other.authority()).doesNotExist();
        assertThat(other.authority().getParent()).doesNotExist();
    }

    /** Counts what came of the items. */
    private static final class Run {
        private final Set<String> kinds = new HashSet<>();
        private final Map<String, Integer> dead = new TreeMap<>();
        private int posts;
        private int pictures;
        private long retries;

        Callable<Outcome> working(Worker worker, Item item) {
            return () -> work(worker, item);
        }

        private Outcome work(Worker worker, Item item) throws Exception {
            FakeAttempt attempt = FakeAttempt.first(4);
            Outcome outcome = worker.work(item, attempt);
            while (outcome instanceof Outcome.Retry || outcome instanceof Outcome.Unfinished) {
                attempt = outcome instanceof Outcome.Retry ? attempt.next() : attempt.again();
                outcome = worker.work(item, attempt);
            }
            count(outcome, attempt);
            return outcome;
        }

        private synchronized void count(Outcome outcome, FakeAttempt attempt) {
            if (outcome instanceof Outcome.Dead end) {
                dead.merge(end.why().reason(), 1, Integer::sum);
            }
            posts += attempt.rows("posts").size();
            pictures += attempt.rows("pictures").size();
            retries += attempt.counted(Measure.RETRIES);
            kinds.add(String.valueOf(attempt.rows("posts").getFirst().get("kind")));
        }

        Expectation found(MemoryObjects objects) {
            Map<String, Integer> rows = Map.of("posts", posts, "pictures", pictures);
            return new Expectation(posts, rows, objects.contents().size(), dead);
        }
    }

    private static HttpFetcher fetcher() throws IOException {
        EgressOptions options = new EgressOptions(
                List.of(Cidr.parse(DemoWeb.ALLOWED)),
                web.connectTo().stream().map(ConnectTo::parse).toList(),
                Authorities.read(web.authority()),
                Optional.empty());
        InstantSource clock = InstantSource.system();
        return new HttpFetcher(
                new EgressDoor(options), new MemoryBudgets(clock), clock, Pause.SLEEPING, HttpFetcher.USER_AGENT);
    }

    private static List<Item> list(Source source) throws Exception {
        List<Item> items = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Listing.Page page = (Listing.Page) source.page(token, FakeAttempt.first(4));
            items.addAll(page.items());
            token = page.next();
        } while (token.isPresent());
        return items;
    }

    private static Source source(Services services) {
        return ServiceLoader.load(SourceProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals("reddit"))
                .findFirst()
                .orElseThrow()
                .open(Json.tree(Map.of("subreddit", PictureDemonstration.SUBREDDIT, "limit", "1000")), services);
    }

    private static Worker worker(Services services) {
        return ServiceLoader.load(WorkerProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals("reddit-pictures"))
                .findFirst()
                .orElseThrow()
                .open(Json.tree(Map.of("subreddit", PictureDemonstration.SUBREDDIT)), services);
    }
}
