package dev.trawl.local.sqlite;

import dev.trawl.core.Counts;
import dev.trawl.core.Failure;
import dev.trawl.core.Json;
import dev.trawl.core.Metered;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.Stats;
import java.util.Optional;

/** A run with some parts changed: what a record lacks. For one thread. */
final class RunEdit {
    private final RunView from;
    private RunState phase;
    private boolean paused;
    private int epoch;
    private int generation;
    private Optional<Integer> concurrency;
    private RunView.ListingState listing;
    private Counts counts;
    private Stats stats;
    private Metered metered;
    private Optional<Failure> failure;
    private Optional<Json> summary;

    private RunEdit(RunView from) {
        this.from = from;
        this.phase = from.phase();
        this.paused = from.paused();
        this.epoch = from.epoch();
        this.generation = from.generation();
        this.concurrency = from.concurrency();
        this.listing = from.listing();
        this.counts = from.counts();
        this.stats = from.stats();
        this.metered = from.metered();
        this.failure = from.failure();
        this.summary = from.summary();
    }

    static RunEdit of(RunView from) {
        return new RunEdit(from);
    }

    RunEdit phase(RunState to) {
        phase = to;
        return this;
    }

    RunEdit paused(boolean to) {
        paused = to;
        return this;
    }

    /** What was begun before is void. */
    RunEdit nextEpoch() {
        epoch++;
        return this;
    }

    RunEdit nextGeneration() {
        generation++;
        summary = Optional.empty();
        return this;
    }

    RunEdit concurrency(int to) {
        concurrency = Optional.of(to);
        return this;
    }

    RunEdit listing(RunView.ListingState to) {
        listing = to;
        return this;
    }

    RunEdit counts(Counts to) {
        counts = to;
        return this;
    }

    RunEdit stats(Stats to) {
        stats = to;
        return this;
    }

    RunEdit metered(Metered to) {
        metered = to;
        return this;
    }

    RunEdit failure(Optional<Failure> to) {
        failure = to;
        return this;
    }

    RunEdit summary(Json to) {
        summary = Optional.of(to);
        return this;
    }

    RunView view() {
        return new RunView(
                from.id(),
                from.job(),
                from.definition(),
                from.input(),
                phase,
                paused,
                epoch,
                generation,
                concurrency,
                listing,
                counts,
                stats,
                metered,
                failure,
                from.started(),
                summary);
    }
}
