package dev.trawl.bench;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.ColumnType;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Job;
import dev.trawl.core.Limits;
import dev.trawl.core.Outcome;
import dev.trawl.core.Services;
import dev.trawl.core.TableSpec;
import dev.trawl.core.port.Objects;
import dev.trawl.web.EgressDoor;
import dev.trawl.web.EgressOptions;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.Fetcher;
import dev.trawl.web.HttpFetcher;
import dev.trawl.web.Pause;
import dev.trawl.web.Picture;
import dev.trawl.web.PictureStore;
import dev.trawl.web.PictureWish;
import dev.trawl.web.WebAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Pictures fetched from loopback and stored, each with a row: durable objects and a durable record beside a bare
 * loop with the same client that writes files and syncs nothing.
 */
public final class Storing {
    private static final int CONCURRENCY = 64;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final TableSpec STORED = new TableSpec(
            "stored",
            List.of("item"),
            List.of(
                    new TableSpec.Column("item", ColumnType.TEXT),
                    new TableSpec.Column("sha256", ColumnType.TEXT),
                    new TableSpec.Column("bytes", ColumnType.INTEGER)));

    private final int pictures;

    /** @param pictures of each run */
    public Storing(int pictures) {
        this.pictures = pictures;
    }

    /** Pictures a second of a run that keeps its record in a folder. */
    public double durable(Path data) throws IOException, InterruptedException {
        try (PictureServer server = new PictureServer()) {
            Job.Rules rules = new Job.Rules(
                    new Limits(CONCURRENCY, CONCURRENCY, TIMEOUT, Duration.ofHours(1)),
                    Job.Rules.DEFAULT.retry(),
                    Job.Rules.DEFAULT.tolerance(),
                    ChunkSize.AUTO);
            Bench bench = new Bench("storing", rules, List.of(STORED), pictures);
            return bench.run(
                            data,
                            (objects, budgets) -> new Services(Map.of(
                                    Objects.class,
                                    objects,
                                    Fetcher.class,
                                    new HttpFetcher(
                                            door(),
                                            budgets,
                                            InstantSource.system(),
                                            Pause.SLEEPING,
                                            HttpFetcher.USER_AGENT))),
                            services -> (item, context) -> store(server, services, item, context))
                    .perSecond();
        }
    }

    /** Pictures a second of a loop that fetches as many at once and writes each to a file. */
    public double bare(Path folder) throws IOException, InterruptedException {
        Semaphore places = new Semaphore(CONCURRENCY);
        try (PictureServer server = new PictureServer();
                HttpFetcher fetcher = new HttpFetcher(
                        door(), new NoBudgets(), InstantSource.system(), Pause.SLEEPING, HttpFetcher.USER_AGENT);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long begun = System.nanoTime();
            for (int n = 0; n < pictures; n++) {
                places.acquire();
                String address = server.address(n);
                Path file = folder.resolve(n + ".png");
                var _ = threads.submit(() -> {
                    FetchRequest request =
                            FetchRequest.of(WebAddress.parse(address), TIMEOUT, CONCURRENCY, (_, _) -> {});
                    var _ = fetcher.get(request, (_, _, body) -> Files.copy(body, file));
                    places.release();
                    return file;
                });
            }
            places.acquire(CONCURRENCY);
            return pictures * 1e9 / (System.nanoTime() - begun);
        }
    }

    private static EgressDoor door() {
        return new EgressDoor(EgressOptions.DEFAULT.allowing("127.0.0.0/8"));
    }

    private static Outcome store(PictureServer server, Services services, Item item, ItemContext context)
            throws InterruptedException {
        WebAddress address = WebAddress.parse(server.address(item.value().tree().asLong()));
        FetchRequest request = FetchRequest.of(address, context.timeout(), context.perHost(), context);
        PictureStore store = new PictureStore(services.get(Fetcher.class), services.get(Objects.class));
        Fetched<Picture> fetched = store.get(request, PictureWish.named("bench/" + item.key()));
        if (fetched instanceof Fetched.Answered<Picture> answered && answered.body() instanceof Picture.Stored stored) {
            context.object(stored.object());
            context.row(
                    "stored",
                    Map.of(
                            "item",
                            item.key(),
                            "sha256",
                            stored.object().sha256(),
                            "bytes",
                            stored.object().bytes()));
            return Outcome.DONE;
        }
        return Outcome.dead("not-a-picture", fetched.toString());
    }
}
