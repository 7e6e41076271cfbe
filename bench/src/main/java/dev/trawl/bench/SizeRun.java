package dev.trawl.bench;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.Job;
import dev.trawl.core.Limits;
import dev.trawl.core.Outcome;
import dev.trawl.core.Services;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The process that is measured by {@link Size}: its arguments are the data folder and the number of items. */
final class SizeRun {
    /** How its last line begins. */
    static final String LAST = "closed";

    /** It looks every so many items, and says something at every so many hundredths of them. */
    private static final int LOOK_EVERY = 1_000;

    private static final List<Integer> HUNDREDTHS = List.of(1, 10, 25, 50, 75, 100);

    private final Footprint footprint;
    private final long items;
    private final AtomicLong worked = new AtomicLong();

    private SizeRun(Footprint footprint, long items) {
        this.footprint = footprint;
        this.items = items;
    }

    /** Works the run. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path data = Path.of(arguments[0]);
        long items = Long.parseLong(arguments[1]);
        SizeRun run = new SizeRun(new Footprint(data), items);
        Measured measured = run.work(data);
        System.out.printf(
                LAST
                        + ": %,.0f items/s; at most %,d kB resident; log at most %.1f MB; ledger %.1f MB, %.1f for every million items%n",
                measured.perSecond(),
                Footprint.kilobytes("VmHWM"),
                run.footprint.logBytesMax() / 1e6,
                run.footprint.ledgerBytes() / 1e6,
                run.footprint.ledgerBytes() / (double) items);
    }

    private Measured work(Path data) throws InterruptedException {
        Job.Rules standard = Job.Rules.DEFAULT;
        Limits limits = Limits.DEFAULT.withConcurrency(2 * RandomOrder.WINDOW);
        Job.Rules rules = new Job.Rules(limits, standard.retry(), standard.tolerance(), ChunkSize.AUTO);
        Bench bench = new Bench("size", rules, List.of(), new Numbers(items, Bench.PER_PAGE, true));
        return bench.run(data, (_, _) -> new Services(Map.of()), _ -> (_, _) -> {
            look(worked.incrementAndGet());
            return Outcome.DONE;
        });
    }

    private void look(long now) throws IOException {
        if (now % LOOK_EVERY == 0) {
            footprint.look();
        }
        for (int hundredths : HUNDREDTHS) {
            if (now == items * hundredths / 100) {
                System.out.printf(
                        "%d %% worked: %,d kB resident, log %.1f MB%n",
                        hundredths, Footprint.kilobytes("VmRSS"), footprint.logBytesMax() / 1e6);
            }
        }
    }
}
