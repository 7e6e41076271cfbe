package dev.trawl.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.RunView;
import dev.trawl.local.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A data folder, the job of the tests, and the processes that work there; they are gone when it is closed. */
public final class TrawlFolder implements AutoCloseable {
    /** The most runs that a test starts. */
    private static final int RUNS_MAX = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_MILLISECONDS = 50;

    private static final String JOB = """
            job: errands
            about: Asks a web for every item.
            inputs:
              items: {type: integer, min: 1, max: 1000, default: 6}
              web: {type: text, default: "http://127.0.0.1:9"}
              poison: {type: text, default: none}
            source: {errands: {items: "{items}"}}
            work: {errands: {web: "{web}", poison: "{poison}"}}
            tables: {answers: {key: key, columns: {key: text, answer: text}}}
            """;

    private final Path root;
    private final List<String> network;
    private final List<ChildTrawl> children = new ArrayList<>();

    /**
     * Makes the folder of the jobs, not that of the runs.
     *
     * @param network options beside those that let it reach 127.0.0.1
     */
    public TrawlFolder(Path root, List<String> network) throws IOException {
        this.root = root;
        this.network = network;
        Files.createDirectories(root.resolve("jobs"));
        Files.writeString(root.resolve("jobs/errands.yaml"), JOB);
    }

    /** The data folder. */
    public Path data() {
        return root.resolve("data");
    }

    /** Starts a command. */
    public ChildTrawl start(String... words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--jobs", root.resolve("jobs").toString(), "--allow-address", "127.0.0.0/8", "--quiet"));
        line.addAll(network);
        if (!line.contains("--data")) {
            line.addAll(List.of("--data", data().toString()));
        }
        ChildTrawl child = ChildTrawl.start(root, line);
        children.add(child);
        return child;
    }

    /** Runs a command to its end. */
    public ChildTrawl.Ended trawl(String... words) throws IOException, InterruptedException {
        return start(words).end();
    }

    /** Runs a command that must succeed. */
    public ChildTrawl.Ended good(String... words) throws IOException, InterruptedException {
        ChildTrawl.Ended ended = trawl(words);
        assertThat(ended.status()).as(ended.err()).isZero();
        return ended;
    }

    /** All runs, newest first, as another process sees them. */
    public List<RunView> runs() throws Exception {
        Optional<Archive> archive = Archive.open(data());
        if (archive.isEmpty()) {
            return List.of();
        }
        try (Archive open = archive.get()) {
            return open.records().runs(Optional.empty(), RUNS_MAX).items();
        }
    }

    /** The name of the newest run. */
    public String newest() throws Exception {
        return runs().getFirst().id().text();
    }

    /** Looks again and again until something is so. */
    public static void await(String what, Callable<Boolean> so) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (!so.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            assertThat(never.await(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    @Override
    public void close() {
        children.forEach(ChildTrawl::close);
    }
}
