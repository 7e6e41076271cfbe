package dev.trawl.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Outcome;
import dev.trawl.core.RunView;
import dev.trawl.core.Services;
import dev.trawl.core.Start;
import dev.trawl.core.Worker;
import dev.trawl.local.Machine;
import dev.trawl.local.Wiring;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The processes that are measured by {@link Restart}: the first one lists, and both never end an item but those
 * that only emit others. Listing waits while the backlog is full, emission does not: so most items are emitted.
 */
final class RestartRun implements Worker {
    static final String LISTED = "listed";
    static final String HERE = "here";
    static final String OPEN = "open";
    static final String READY = "ready";
    static final String BEGUN = "begun";

    /** Items that each of the first ones emits. */
    private static final int EMITTED = 1_000;

    private static final long LOOK_MILLISECONDS = 50;

    private final AtomicBoolean begun = new AtomicBoolean();

    private RestartRun() {}

    /** Opens the folder, starts the run or takes it up, and stays until it is killed. */
    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(HERE);
        int items = Integer.parseInt(arguments[1]);
        Job job = job(items);
        Wiring wiring =
                new Wiring((_, _) -> job, (_, _) -> new Services(Map.of()), InstantSource.system(), new Random());
        Machine machine = Machine.open(Path.of(arguments[0]), wiring);
        System.out.println(OPEN);
        List<RunView> runs = machine.records().runs(Optional.empty(), 1).items();
        if (runs.isEmpty()) {
            machine.start(Start.of(job, Json.object()));
        } else {
            machine.takeUp(runs.getFirst().id());
        }
        System.out.println(READY);
        await(machine, items);
        System.out.println(LISTED);
        new CountDownLatch(1).await();
    }

    private static Job job(int items) {
        Numbers first = new Numbers(Math.ceilDiv(items, EMITTED), Bench.PER_PAGE, true);
        Job.Parts parts = new Job.Parts((_, _) -> first, (_, _) -> new RestartRun());
        return new Job("restart", "", List.of(), Job.Rules.DEFAULT, List.of(), parts, Json.of(Json.object()));
    }

    private static void await(Machine machine, int items) throws InterruptedException {
        while (machine.records()
                        .runs(Optional.empty(), 1)
                        .items()
                        .getFirst()
                        .counts()
                        .listed()
                < items) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLISECONDS);
        }
    }

    @Override
    public Outcome work(Item item, ItemContext context) throws InterruptedException {
        if (begun.compareAndSet(false, true)) {
            System.out.println(BEGUN);
        }
        if (item.key().contains("/")) {
            new CountDownLatch(1).await();
        }
        for (int n = 0; n < EMITTED; n++) {
            String text = item.key() + "/" + n;
            context.emit(new Item(text, Json.ofUtf8(('"' + text + '"').getBytes(UTF_8))));
        }
        return Outcome.DONE;
    }
}
