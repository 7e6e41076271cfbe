package dev.trawl.bench;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.Job;
import dev.trawl.core.Limits;
import dev.trawl.core.Outcome;
import dev.trawl.core.Services;
import dev.trawl.core.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Chunk sizes beside each other, for items that take from no time to ten seconds, and mixed. */
public final class Chunks {
    /** The sizes that stand beside {@code auto}. */
    public static final List<Integer> SIZES = List.of(1, 10, 100, 1_000);

    private static final int CONCURRENCY = 1_000;

    /**
     * Items that take about as long.
     *
     * @param count of one measurement
     * @param together whether sizes are measured side by side: they sleep most of the time
     */
    public record Kind(String name, int count, boolean together, Worker worker) {}

    /** The kinds of items. */
    public static final List<Kind> KINDS = List.of(
            new Kind("nothing", 300_000, false, (_, _) -> Outcome.DONE),
            new Kind("0.1 ms of computing", 20_000, false, (_, _) -> compute(Duration.ofNanos(100_000))),
            new Kind("0.1 ms", 200_000, false, (_, _) -> nap(Duration.ofNanos(100_000))),
            new Kind("1 ms", 200_000, false, (_, _) -> nap(Duration.ofMillis(1))),
            new Kind("10 ms", 100_000, false, (_, _) -> nap(Duration.ofMillis(10))),
            new Kind("100 ms", 10_000, false, (_, _) -> nap(Duration.ofMillis(100))),
            new Kind("1 s", 2_000, false, (_, _) -> nap(Duration.ofSeconds(1))),
            new Kind("10 s", 1_000, true, (_, _) -> nap(Duration.ofSeconds(10))),
            new Kind(
                    "mixed: 0.1 ms to 1 s",
                    100_000,
                    false,
                    (item, _) -> nap(mixed(item.value().tree().asLong()))));

    /** Items a second of a run that keeps its record in a folder. */
    public double run(Path data, Kind kind, ChunkSize size) throws InterruptedException {
        Job.Rules standard = Job.Rules.DEFAULT;
        Limits limits = Limits.DEFAULT.withConcurrency(CONCURRENCY);
        Job.Rules rules = new Job.Rules(limits, standard.retry(), standard.tolerance(), size);
        return new Bench("chunks", rules, List.of(), kind.count())
                .run(data, (_, _) -> new Services(Map.of()), _ -> kind.worker())
                .perSecond();
    }

    private static Outcome nap(Duration time) throws InterruptedException {
        Thread.sleep(time);
        return Outcome.DONE;
    }

    private static Outcome compute(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return Outcome.DONE;
    }

    /** Nine of ten items are quick; one of a thousand takes a second. */
    private static Duration mixed(long number) {
        if (number % 1_000 == 7) {
            return Duration.ofSeconds(1);
        }
        if (number % 100 == 3) {
            return Duration.ofMillis(100);
        }
        return number % 10 == 1 ? Duration.ofMillis(10) : Duration.ofNanos(100_000);
    }
}
