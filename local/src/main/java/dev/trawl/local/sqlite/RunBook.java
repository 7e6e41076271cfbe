package dev.trawl.local.sqlite;

import dev.trawl.core.Counts;
import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.OpenItem;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.Stats;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the writer knows of one open run without asking the file. It is ahead of the file by the group that is
 * being written; a failed commit ends the writer, so it never has to go back.
 */
final class RunBook {
    final long no;
    final Pages pages;
    /** Items that are with the dispatch or a worker, by number. */
    final Map<Long, HandedOut> handedOut = new HashMap<>();
    /** Items not tried again since a crash that have kept steps. */
    final Set<Long> keptBefore = new HashSet<>();
    /** Candidates of the group that is being written. */
    final List<Item> emitted = new ArrayList<>();

    /** How many items the run may have. */
    long itemsMax = Long.MAX_VALUE;
    /** Whether workers emitted items into it: then every key of it must be known, whatever its source says. */
    boolean emits;
    /** Whether the index of keys has all of its keys. */
    boolean keysKnown;

    private RunView view;
    private boolean touched;
    private int outcomes;

    RunBook(long no, RunView view, Pages pages) {
        this.no = no;
        this.view = view;
        this.pages = pages;
    }

    /**
     * An item that was handed out.
     *
     * @param kept whether it has kept steps
     */
    record HandedOut(OpenItem item, boolean kept) {}

    RunView view() {
        return view;
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
        return view.due();
    }

    void outcome() {
        outcomes++;
        touched = true;
    }

    void count(Counts counts) {
        set(RunEdit.of(view).counts(counts));
    }

    void use(Stats used) {
        if (!used.equals(Stats.NONE)) {
            set(RunEdit.of(view).stats(view.stats().plus(used)));
        }
    }

    void list(RunView.ListingState listing, Optional<Failure> failure) {
        RunState phase = listing.ended() && view.phase() == RunState.LISTING ? RunState.WORKING : view.phase();
        set(RunEdit.of(view).listing(listing).phase(phase).failure(failure.or(view::failure)));
    }

    void set(RunEdit change) {
        view = change.view();
        touched = true;
    }
}
