package dev.trawl.simulation;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.ColumnType;
import dev.trawl.core.Job;
import dev.trawl.core.Limits;
import dev.trawl.core.Retry;
import dev.trawl.core.TableSpec;
import dev.trawl.core.Tolerance;
import dev.trawl.core.dispatch.Window;
import dev.trawl.local.SteppedMachine;
import dev.trawl.local.sqlite.PageRoom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a world is to work, drawn by its seed, with extremes.
 *
 * @param harshness of its faults
 * @param faultsEnd after so many microseconds nothing goes wrong any more
 * @param jumps whether the wall clock is set now and then
 * @param waits whether somebody waits for its runs
 * @param room how much its processes hold in memory
 */
record Scenario(
        List<RunPlan> runs, double harshness, long faultsEnd, boolean jumps, boolean waits, SteppedMachine.Room room) {
    /** The table of all simulated jobs. */
    static final TableSpec FACTS = new TableSpec(
            "facts",
            List.of("plan", "key"),
            List.of(
                    new TableSpec.Column("plan", ColumnType.INTEGER),
                    new TableSpec.Column("key", ColumnType.TEXT),
                    new TableSpec.Column("attempt", ColumnType.INTEGER)));

    private static final long SECOND = 1_000_000;

    /**
     * One run.
     *
     * @param number of its job
     * @param starts after so many microseconds
     * @param caused whether its trigger names a cause
     * @param items its source has
     * @param distinct whether its source says that its keys are
     * @param hosts among which its items are shared out; 0 for none
     * @param emits the chance of an item to emit others
     */
    record RunPlan(
            int number,
            long starts,
            boolean caused,
            int items,
            int perPage,
            boolean distinct,
            int hosts,
            double emits,
            long itemsMax,
            Job.Rules rules,
            Temper temper) {
        String job() {
            return "plan" + number;
        }
    }

    /**
     * How often the items of a run do what, as chances.
     *
     * @param dead of items that end dead at their first attempt
     * @param steps most kept steps of an item
     * @param longest an item takes, in microseconds
     */
    record Temper(double dead, int steps, long longest, double poison) {}

    static Scenario of(long seed) {
        Dice dice = Dice.of(seed, "scenario", 0);
        int count = dice.chance(0.5) ? 1 : dice.between(1, 4);
        List<RunPlan> runs = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            runs.add(run(n, dice));
        }
        double harshness = dice.of(List.of(0.3, 1.0, 1.0, 2.0, 4.0));
        long faultsEnd = dice.of(List.of(20, 60, 200, 600)) * SECOND;
        boolean jumps = dice.chance(0.15);
        // Dice of their own: the other worlds are as they were without.
        boolean waits = Dice.of(seed, "waits", 0).chance(0.1);
        return new Scenario(List.copyOf(runs), harshness, faultsEnd, jumps, waits, room(dice));
    }

    /** Small ones are at their edges with a few items. */
    private static SteppedMachine.Room room(Dice dice) {
        Window standard = Window.STANDARD;
        return new SteppedMachine.Room(
                new Window(
                        dice.of(List.of(2, 3, 8, 20, standard.items())),
                        dice.of(List.of(2L, 50L, 500L, standard.bytes())),
                        dice.of(List.of(1L, 5L, 30L, standard.backlog())),
                        dice.of(List.of(1, 4, 16, standard.unsettled()))),
                new PageRoom(
                        dice.of(List.of(1, 5, 40, PageRoom.STANDARD.unfolded())),
                        dice.of(List.of(1L, 10L, 60L, PageRoom.STANDARD.openItems()))));
    }

    private static RunPlan run(int number, Dice dice) {
        int items = dice.of(List.of(0, 1, 2, 5, 12, 20, 30, 40, 80));
        boolean distinct = dice.chance(0.4);
        return new RunPlan(
                number,
                dice.below(10 * SECOND),
                dice.chance(0.6),
                items,
                dice.of(List.of(1, 3, 7, 10, 50)),
                distinct,
                dice.of(List.of(0, 0, 1, 2, 5)),
                dice.chance(0.3) ? 0.3 : 0,
                !distinct && dice.chance(0.2) ? 1 + dice.below(items + 1) : Long.MAX_VALUE,
                rules(dice),
                temper(dice));
    }

    static Job.Rules rules(Dice dice) {
        Limits limits = new Limits(
                dice.of(List.of(1, 2, 4, 16, 200)),
                dice.of(List.of(1, 2, 8)),
                Duration.ofSeconds(30),
                dice.of(List.of(Duration.ofMillis(50), Duration.ofSeconds(5), Duration.ofHours(1))));
        Retry retry = Retry.backoff(dice.of(List.of(1, 2, 4)), Duration.ofSeconds(1), Duration.ofSeconds(16));
        Tolerance tolerance = dice.of(List.of(
                Tolerance.ANY, Tolerance.ANY, Tolerance.ANY, new Tolerance.Items(2), new Tolerance.Percent(50)));
        ChunkSize chunk = dice.of(
                List.of(ChunkSize.AUTO, new ChunkSize.Fixed(1), new ChunkSize.Fixed(5), new ChunkSize.Fixed(100)));
        return new Job.Rules(limits, retry, tolerance, chunk);
    }

    private static Temper temper(Dice dice) {
        return new Temper(
                dice.of(List.of(0.0, 0.05, 0.3)),
                dice.of(List.of(0, 1, 3)),
                dice.of(List.of(0L, SECOND / 100, SECOND, 20 * SECOND)),
                dice.chance(0.1) ? 0.05 : 0);
    }
}
