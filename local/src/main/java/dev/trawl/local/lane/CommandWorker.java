package dev.trawl.local.lane;

import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Outcome;
import dev.trawl.core.Worker;
import dev.trawl.core.port.RunLog;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Works the items of a run with a command: each process works one item at a time, is used again for the next, and is
 * replaced after a fault. How many there are at once follows from how many items are, and from the memory of the machine.
 */
final class CommandWorker implements Worker {
    /** How long an item rests where no process can be begun: the machine has none left to give. */
    private static final Duration NO_PROCESS_REST = Duration.ofSeconds(5);

    private final CommandSettings settings;
    private final Optional<WorkerProcesses> processes;
    private final Optional<WorkerObjects> objects;
    private final RunLog log;
    private final Object opening = new Object();
    private Optional<WorkerPool> pool = Optional.empty();

    /**
     * One that has no process yet.
     *
     * @param processes empty where it is made only to see whether it can be
     * @param objects where objects go; empty where none are kept
     */
    CommandWorker(
            CommandSettings settings,
            Optional<WorkerProcesses> processes,
            Optional<WorkerObjects> objects,
            RunLog log) {
        this.settings = settings;
        this.processes = processes;
        this.objects = objects;
        this.log = log;
    }

    @Override
    public Outcome work(Item item, ItemContext context) throws InterruptedException {
        WorkerPool open = pool(context);
        Optional<WorkerProcess> free;
        try {
            free = open.take(context.deadline());
        } catch (IOException e) {
            open.notes()
                    .line(
                            "beginning " + settings.program() + " failed: " + e.getMessage()
                                    + "; its item rests and is tried again, look at how many processes and how much memory are left");
            return new Outcome.Unfinished(NO_PROCESS_REST);
        }
        if (free.isEmpty()) {
            // No memory came free before the delivery was over: the item goes on in the next.
            return new Outcome.Unfinished(Duration.ZERO);
        }
        WorkerProcess process = free.get();
        boolean well = false;
        try {
            Outcome outcome = new Conversation(settings, process, open.notes(), context, objects).about(item);
            well = !(outcome instanceof Outcome.Unfinished);
            return outcome;
        } catch (Said said) {
            well = true;
            throw said.failed();
        } finally {
            process.settled();
            if (well) {
                open.give(process);
            } else {
                process.end();
            }
        }
    }

    private WorkerPool pool(ItemContext context) {
        synchronized (opening) {
            WorkerPool open = pool.orElseGet(() -> processes
                    .orElseThrow(() -> new IllegalStateException("This process has no place for worker processes"))
                    .pool(settings, new Notes(context.run(), log)));
            pool = Optional.of(open);
            return open;
        }
    }

    @Override
    public void close() {
        synchronized (opening) {
            pool.ifPresent(WorkerPool::close);
            pool = Optional.empty();
        }
    }
}
