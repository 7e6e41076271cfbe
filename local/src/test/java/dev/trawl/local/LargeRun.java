package dev.trawl.local;

import dev.trawl.core.Item;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Listing;
import dev.trawl.core.Outcome;
import dev.trawl.core.RunView;
import dev.trawl.testkit.SampleJob;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** A process of its own that works far more payload than it has memory, and says how many items are done. */
final class LargeRun {
    static final int ITEMS = 200_000;
    static final int PAYLOAD_BYTES = 1_000;

    private static final int PER_PAGE = 500;
    private static final String PADDING = "x".repeat(PAYLOAD_BYTES);

    private LargeRun() {}

    /** Works the run in the folder that is given. */
    public static void main(String[] arguments) throws InterruptedException {
        try (TestMachines machines = new TestMachines()) {
            machines.open(Path.of(arguments[0]));
            Job job = SampleJob.of((token, _) -> page(token.map(Long::parseLong).orElse(0L)), (_, _) -> Outcome.DONE);
            RunView run = machines.finish(job);
            System.out.println("done " + run.counts().done());
        }
    }

    private static Listing page(long from) {
        List<Item> items = LongStream.range(from, from + PER_PAGE)
                .mapToObj(n -> new Item("item-" + n, Json.of(Json.tree(PADDING + n))))
                .toList();
        long next = from + PER_PAGE;
        return new Listing.Page(items, next < ITEMS ? Optional.of(Long.toString(next)) : Optional.empty());
    }
}
