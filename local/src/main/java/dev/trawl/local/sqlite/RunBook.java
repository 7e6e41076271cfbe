package dev.trawl.local.sqlite;

import dev.trawl.core.Counts;
import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.Stats;
import dev.trawl.core.port.Settlement;
import dev.trawl.local.sqlite.Fold.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the writer knows of one open run without asking the file. It is ahead of the file by the group that is
 * being written; a failed commit ends the writer, so it never has to go back.
 */
final class RunBook {
    final long no;
    final Pages pages;
    /** Items that are with the dispatch or a worker. */
    final HandedOutItems handedOut = new HandedOutItems();
    /** Items not tried again since a crash that have kept steps. */
    final Set<Long> keptBefore = new HashSet<>();
    /** Candidates of the group that is being written. */
    final List<Item> emitted = new ArrayList<>();

    /** How many items the run may have. */
    long itemsMax = Long.MAX_VALUE;
    /** Whether workers emitted items into it: then every key of it must be known, whatever its source says. */
    boolean emits;
    /** Whether somebody was told of it since it was opened. */
    boolean notified;
    /** Whether the index of keys has all of its keys. */
    boolean keysKnown;

    private RunView view;
    /** As the last commit left it. */
    private RunView told;
    /** Counts and sums may be ahead of the view. */
    private Counts counts;

    private Stats stats;
    private final RunMeter meter;
    private boolean ahead;

    private boolean touched;
    private int outcomes;

    RunBook(long no, RunView view, Pages pages) {
        this.no = no;
        this.view = view;
        this.told = view;
        this.counts = view.counts();
        this.stats = view.stats();
        this.meter = new RunMeter(view.metered());
        this.pages = pages;
    }

    /** The run as it is now. Made of its parts when it is asked for: many outcomes change nothing but counts. */
    RunView view() {
        if (ahead) {
            view = RunEdit.of(view)
                    .counts(counts)
                    .stats(stats)
                    .metered(meter.metered())
                    .view();
            ahead = false;
        }
        return view;
    }

    /** The run as the last commit left it. */
    RunView told() {
        return told;
    }

    /** The run as it is now, which a commit has made durable. */
    RunView tell() {
        told = view();
        return told;
    }

    Counts counts() {
        return counts;
    }

    int epoch() {
        return view.epoch();
    }

    /** Whether the group that is being written changed it. */
    boolean touched() {
        return touched;
    }

    /** Outcomes in the group; counted from 0 again. */
    int takeOutcomes() {
        int taken = outcomes;
        outcomes = 0;
        touched = false;
        return taken;
    }

    /** Whether it has nothing left to do but to be closed. */
    boolean due() {
        return view().due();
    }

    /** An item has come from one state to another. */
    void outcome(State before, State after) {
        counts = new Counts(
                counts.listed(),
                counts.done() + (after == State.DONE ? 1 : 0),
                counts.dead() + (after == State.DEAD ? 1 : 0),
                counts.cancelled(),
                counts.waiting() + (after == State.WAITING ? 1 : 0) - (before == State.WAITING ? 1 : 0));
        ahead = true;
        outcomes++;
        touched = true;
    }

    /** An attempt at an item that was handed out at an instant has ended; it rests until the next begins where nothing more is handed out. */
    void took(Settlement settlement, boolean counts, Instant since) {
        if (counts || settlement.took().isPositive()) {
            meter.attempt(settlement, counts, since);
            ahead = true;
        }
        if (handedOut.isEmpty()) {
            meter.rest();
        }
    }

    void count(Counts now) {
        counts = now;
        ahead = true;
        touched = true;
    }

    void use(Stats used) {
        if (!used.equals(Stats.NONE)) {
            stats = stats.plus(used);
            ahead = true;
            touched = true;
        }
    }

    void list(RunView.ListingState listing, Optional<Failure> failure) {
        RunState phase = listing.ended() && view.phase() == RunState.LISTING ? RunState.WORKING : view.phase();
        set(RunEdit.of(view()).listing(listing).phase(phase).failure(failure.or(view::failure)));
    }

    void set(RunEdit change) {
        boolean waited = view.paused();
        view = change.view();
        counts = view.counts();
        stats = view.stats();
        meter.set(view.metered());
        if (waited && !view.paused()) {
            // What was under way when it was paused has ended since, and nothing else was done.
            meter.rest();
        }
        ahead = false;
        touched = true;
    }
}
