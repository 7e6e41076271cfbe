package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Json;
import dev.trawl.core.OpenItem;
import dev.trawl.core.Outcome;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.Start;
import dev.trawl.core.dispatch.Window;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.Due;
import dev.trawl.core.port.DueQuery;
import dev.trawl.core.port.Ledger;
import dev.trawl.core.port.Listed;
import dev.trawl.core.port.NewRun;
import dev.trawl.core.port.PageContent;
import dev.trawl.core.port.Settled;
import dev.trawl.core.port.Settlement;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import dev.trawl.local.sqlite.PageRoom;
import dev.trawl.testkit.NumberSource;
import dev.trawl.testkit.SampleJob;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Threads that begin only after it was said that what they are to do is not wanted any more. */
final class LateThreadsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final Deque<Runnable> events = new ArrayDeque<>();
    private final Deque<Runnable> deeds = new ArrayDeque<>();
    private final Deque<Runnable> late = new ArrayDeque<>();
    private final AtomicInteger worked = new AtomicInteger();
    private boolean handedOut;

    @Test
    void an_item_whose_thread_begins_after_its_run_was_cancelled_is_not_worked() throws Exception {
        SteppedMachine machine = machine();
        Accepted accepted = machine.start(Start.of(
                SampleJob.of(new NumberSource(5, 5), (_, _) -> {
                    worked.incrementAndGet();
                    return Outcome.DONE;
                }),
                Json.object()));
        RunId run = ((Accepted.Taken) accepted).run().id();
        goOn(machine);
        assertThat(late).as("threads that have not begun").isNotEmpty();

        machine.turn(run, new Turn.Cancel());
        goOn(machine);
        while (!late.isEmpty()) {
            late.remove().run();
            goOn(machine);
        }
        assertThat(worked).hasValue(0);
        assertThat(machine.records().run(run).orElseThrow().state()).isEqualTo(RunState.CANCELLED);
    }

    private SteppedMachine machine() throws Exception {
        return new SteppedMachine(
                new SteppedMachine.World(
                        DriverManager.getConnection("jdbc:sqlite::memory:"),
                        InstantSource.fixed(NOW),
                        new Random(7),
                        (_, deed) -> (handedOut ? late : deeds).add(deed),
                        new NothingInFlight(),
                        events::add,
                        LocalSignals.ofThreads(),
                        Noticing::new,
                        (_, _) -> {},
                        why -> {
                            throw new AssertionError(why);
                        },
                        (name, _) -> {
                            throw new IllegalArgumentException("There is no job " + name);
                        },
                        new SteppedMachine.Room(Window.STANDARD, PageRoom.STANDARD)),
                List.of(),
                0);
    }

    /** Until nothing is left to do but what is late. */
    private void goOn(SteppedMachine machine) {
        do {
            while (!deeds.isEmpty()) {
                deeds.remove().run();
            }
            machine.commit();
            while (!events.isEmpty()) {
                events.remove().run();
            }
            machine.turn();
        } while (!deeds.isEmpty() || !events.isEmpty());
    }

    private static final class NothingInFlight implements InFlight {
        @Override
        public int begin(long run, long item) {
            return 0;
        }

        @Override
        public void end(int slot) {
            // Nobody wants to know.
        }
    }

    /** Notices when items are handed out: what begins from then on is late. */
    private final class Noticing implements Ledger {
        private final Ledger ledger;

        Noticing(Ledger ledger) {
            this.ledger = ledger;
        }

        @Override
        public Due due(DueQuery query) {
            Due due = ledger.due(query);
            handedOut |= !due.items().isEmpty();
            return due;
        }

        @Override
        public Accepted accept(NewRun run) {
            return ledger.accept(run);
        }

        @Override
        public Listed list(RunId run, long page, PageContent content) {
            return ledger.list(run, page, content);
        }

        @Override
        public CompletionStage<Settled> settle(Settlement settlement) {
            return ledger.settle(settlement);
        }

        @Override
        public boolean listed(RunId run, String key) {
            return ledger.listed(run, key);
        }

        @Override
        public void keep(RunId run, OpenItem item, String step, Json result) {
            ledger.keep(run, item, step, result);
        }

        @Override
        public Turned turn(RunId run, Turn turn) {
            return ledger.turn(run, turn);
        }
    }
}
