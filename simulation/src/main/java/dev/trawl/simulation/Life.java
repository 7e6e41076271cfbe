package dev.trawl.simulation;

import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.port.LedgerStopped;
import dev.trawl.local.Crew;
import dev.trawl.local.InFlight;
import dev.trawl.local.LocalSignals;
import dev.trawl.local.SteppedMachine;
import dev.trawl.local.sqlite.SqliteLedger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One life of the process: from its start to its death. What it holds in memory ends with it. */
final class Life {
    /** Turns at one instant after which it is taken to turn without end. */
    private static final int TURNS_MAX = 1_000;

    /** A wall clock that was set is noticed in this time. */
    private static final long LOOK = 60 * Timeline.SECOND;

    private final World world;
    private final int number;
    private final Deque<Runnable> inbox = new ArrayDeque<>();
    private final Map<Integer, Slot> slots;
    private long process;
    private Optional<SteppedMachine> machine = Optional.empty();
    private boolean dead;
    private boolean turnComes;
    private boolean commitComes;
    private boolean leaving;
    private long wakesAt;
    private long wakeNumber;
    private long turnedAt;
    private int turns;
    private int nextSlot;

    /** An item in flight, as the unsynced file knows it. */
    record Slot(long run, long item) {}

    Life(World world, int number, List<Slot> left, long process) {
        this.world = world;
        this.number = number;
        this.process = process;
        this.slots = new HashMap<>();
        left.forEach(slot -> slots.put(nextSlot++, slot));
    }

    /** The process starts, and takes up what the one before it left. */
    void begin() {
        world.tell("process " + number + " starts");
        List<SqliteLedger.InFlight> left = slots.values().stream()
                .map(slot -> new SqliteLedger.InFlight(slot.run(), slot.item()))
                .distinct()
                .toList();
        try {
            SteppedMachine made = new SteppedMachine(seams(), left, process);
            if (world.faults().happens(Fault.CRASH, 0.01)) {
                throw world.crash(Fault.CRASH);
            }
            slots.clear();
            process = made.process();
            machine = Optional.of(made);
            world.risen();
            takeUp(made);
            world.model().reach(Transition.RECOVERED);
        } catch (SQLException e) {
            throw new IllegalStateException("The ledger did not open", e);
        } catch (LedgerStopped e) {
            leave(e);
        }
    }

    private void takeUp(SteppedMachine machine) {
        for (RunView run : machine.records().runs(Optional.empty(), 100).items()) {
            if (!run.phase().closed()) {
                world.visit("take up " + run.id(), () -> takeUp(machine, run.id()));
            }
        }
    }

    private void takeUp(SteppedMachine machine, RunId run) {
        try {
            machine.takeUp(run);
        } catch (LedgerStopped e) {
            leave(e);
        }
    }

    private SteppedMachine.World seams() {
        return new SteppedMachine.World(
                world.connection(this),
                world.timeline(),
                Dice.of(world.seed(), "life", number).generator(),
                crew(),
                file(),
                this::post,
                new LocalSignals(() -> world.timeline().now() * 1_000, () -> new FiberBell(world, this)),
                ledger -> new Watch(ledger, world),
                (run, _) -> world.committed(run),
                this::leave,
                world::job,
                world.scenario().room());
    }

    /** The process died, at once; what is thrown unwinds whatever it did. */
    void die() {
        dead = true;
    }

    boolean dead() {
        return dead;
    }

    int number() {
        return number;
    }

    Optional<SteppedMachine> machine() {
        return leaving || dead ? Optional.empty() : machine;
    }

    /** Whose items the file of items in flight names. */
    long process() {
        return process;
    }

    /** Whether it got so far that it works. */
    boolean up() {
        return machine.isPresent();
    }

    /** What was in flight when it died. */
    List<Slot> slots() {
        return List.copyOf(slots.values());
    }

    /** Something broke: the process leaves soon, as it can do nothing more. */
    private void leave(Throwable why) {
        if (why instanceof Broken broken) {
            world.found(broken);
        } else if (!dead && !Disturbance.caused(why)) {
            world.found(new Broken("nothing breaks a process but its world", why.toString()));
        }
        if (!leaving && !dead) {
            leaving = true;
            world.tell("process " + number + " can't go on: " + why.getMessage());
            after(world.dice("leaving").below(2 * Timeline.SECOND), this::die);
        }
    }

    /** Something of this life happens later, unless it is over by then. */
    void after(long micros, Runnable happening) {
        world.timeline().after(micros, () -> {
            if (!dead) {
                happening.run();
            }
        });
    }

    private void post(Runnable event) {
        if (!dead) {
            inbox.add(event);
        }
    }

    private Crew crew() {
        return (name, deed) -> {
            Fibers.Fiber fiber = world.fibers().make(name, deed);
            after(delay(), () -> world.fibers().resume(fiber));
        };
    }

    private long delay() {
        boolean late = world.faults().happens(Fault.LATE, 0.03);
        Dice dice = world.dice("delay");
        return late ? dice.below(5 * Timeline.SECOND) : dice.below(2 * Timeline.MILLISECOND);
    }

    private InFlight file() {
        return new InFlight() {
            @Override
            public int begin(long run, long item) {
                slots.put(nextSlot, new Slot(run, item));
                return nextSlot++;
            }

            @Override
            public void end(int slot) {
                if (!dead) {
                    slots.remove(slot);
                }
            }
        };
    }

    /** After everything that happened: what was posted is heard of soon, what was settled is committed soon. */
    void attend() {
        if (dead || machine.isEmpty()) {
            return;
        }
        if (!inbox.isEmpty() && !turnComes) {
            turnComes = true;
            after(delay(), this::turn);
        }
        if (machine.get().uncommitted() && !commitComes) {
            commitComes = true;
            boolean slow = world.faults().happens(Fault.SLOW_COMMIT, 0.02);
            after(world.dice("commit").below(slow ? 20 * Timeline.SECOND : 50 * Timeline.MILLISECOND), () -> {
                commitComes = false;
                machine.get().commit();
            });
        }
        boolean idle =
                inbox.isEmpty() && !turnComes && !commitComes && world.fibers().none();
        if (idle && !leaving) {
            world.idle(wakesAt);
        }
    }

    private void turn() {
        turnComes = false;
        boolean some = world.dice("inbox").chance(0.2);
        int events = some ? Math.min(2, inbox.size()) : inbox.size();
        List<Runnable> taken = new ArrayList<>();
        for (int n = 0; n < events; n++) {
            taken.add(inbox.removeFirst());
        }
        taken.forEach(Runnable::run);
        SteppedMachine now = machine.orElseThrow();
        now.turn();
        count();
        wake(now.wakeAt());
    }

    private void count() {
        turns = turnedAt == world.timeline().now() ? turns + 1 : 1;
        turnedAt = world.timeline().now();
        Model.must(turns < TURNS_MAX, "the dispatcher does not turn without end", "process " + number);
    }

    private void wake(Instant at) {
        long wakes = ++wakeNumber;
        long wait = world.timeline().until(at);
        wakesAt = wait == Long.MAX_VALUE ? wait : world.timeline().now() + wait;
        if (wait != Long.MAX_VALUE) {
            after(world.jumps() ? Math.min(wait, LOOK) : wait, () -> {
                if (wakes == wakeNumber && !turnComes) {
                    turn();
                }
            });
        }
    }
}
