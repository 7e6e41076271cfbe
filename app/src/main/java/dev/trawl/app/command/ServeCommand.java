package dev.trawl.app.command;

import dev.trawl.core.RunView;
import dev.trawl.core.Slice;
import dev.trawl.local.Machine;
import dev.trawl.local.Triggers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Holds a data folder and works what is open in it. */
@Command(
        name = "serve",
        header = "Holds the data folder and works every interrupted run, until it is asked to leave.",
        description = {
            "",
            "Schedules and the ends of runs start runs. trawl pause, resume, cancel, redrive and limits reach it. SIGTERM",
            "drains it. This version answers no HTTP.",
            ""
        },
        footer = {"", "Example:", "  trawl serve --data /srv/trawl"})
final class ServeCommand implements Callable<Integer> {
    /** How long items that are under way may take after SIGTERM; supervisors kill after 35 s or later. */
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(25);

    private static final int PAGE_RUNS = 1_000;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    final HelpOption help = new HelpOption();

    private final CountDownLatch leave = new CountDownLatch(1);
    private final CountDownLatch left = new CountDownLatch(1);
    private final Surroundings surroundings;

    ServeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        // Watched from before the folder is held: whoever asks us to leave early is heard too.
        try (Departure.Watch _ = surroundings.departure().watch(this::depart)) {
            serve();
        } finally {
            left.countDown();
        }
        return ExitStatus.GOOD;
    }

    private void serve() throws InterruptedException {
        try (Machine machine = Machine.open(common.data, surroundings.wiring(common))) {
            Console console = surroundings.console();
            // Before runs are taken up, so that their ends are heard.
            var _ = machine.triggers(
                    Triggers.Scope.ALL, surroundings.jobs(common).all(), console::note, _ -> {});
            int taken = takeUpAll(machine);
            surroundings.console().note("Serving " + common.data + "; " + taken + " interrupted runs go on");
            CompletableFuture<RuntimeException> fault = machine.fault().toCompletableFuture();
            var _ = fault.thenRun(leave::countDown);
            leave.await();
            machine.drain(DRAIN_PATIENCE);
            if (fault.isDone()) {
                throw fault.join();
            }
        } finally {
            left.countDown();
        }
    }

    /** Keeps the process until everything is given back. */
    private int depart() {
        leave.countDown();
        try {
            left.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitStatus.GOOD;
    }

    private int takeUpAll(Machine machine) {
        int taken = 0;
        Optional<String> after = Optional.empty();
        do {
            Slice<RunView> page = machine.records().runs(after, PAGE_RUNS);
            for (RunView run : page.items()) {
                taken += takeUp(machine, run) ? 1 : 0;
            }
            after = page.next();
        } while (after.isPresent());
        return taken;
    }

    /** A run whose job cannot be made here must not keep the others from going on. */
    private boolean takeUp(Machine machine, RunView run) {
        if (run.phase().closed()) {
            return false;
        }
        try {
            machine.takeUp(run.id());
            return true;
        } catch (IllegalArgumentException e) {
            surroundings
                    .console()
                    .note("Run " + run.id() + " of " + run.job() + " stays interrupted: " + e.getMessage());
            return false;
        }
    }
}
