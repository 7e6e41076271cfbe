package dev.trawl.core.dispatch;

import dev.trawl.core.ChunkSize;
import java.time.Duration;

/**
 * Says how many items to deliver together. {@code auto} starts at 1 and learns the 95th percentile of item
 * time; then a chunk would end within a share of its deadline even if its items ran one after the other, and is no
 * more than a fair part of what is open. As they run at once, a larger chunk makes nobody wait.
 */
final class ChunkSizer {
    /** Of a deadline, a chunk takes one of so many parts at most. */
    private static final int DEADLINE_PARTS = 2;

    /** Fewer items say nothing about their time yet. */
    private static final int SAMPLE = 20;

    /** The most items that {@code auto} delivers together. */
    private static final int AUTO_MAX = 1_000;

    /** How far an estimate moves with one item: up by 19 parts where it was exceeded, down by 1 where not. */
    private static final double STEP = 0.02;

    private final ChunkSize size;
    private double p95Nanos = 1_000;
    private long seen;

    ChunkSizer(ChunkSize size) {
        this.size = size;
    }

    /** An item took so long. */
    void took(Duration time) {
        seen++;
        double nanos = Math.max(1, time.toNanos());
        // Stochastic approximation of a quantile: at rest when 1 of 20 items is above the estimate.
        p95Nanos *= nanos > p95Nanos ? 1 + 19 * STEP : 1 - STEP;
    }

    /**
     * How many to deliver.
     *
     * @param open items that are ready
     * @param places free for items
     * @param deadline of a delivery
     */
    int next(int open, int places, Duration deadline) {
        return switch (size) {
            case ChunkSize.Fixed fixed -> Math.min(fixed.items(), places);
            case ChunkSize.Auto() -> Math.max(1, Math.min(Math.min(auto(deadline), open / 2), places));
        };
    }

    private int auto(Duration deadline) {
        if (seen < SAMPLE) {
            return 1;
        }
        double share = (double) deadline.toNanos() / DEADLINE_PARTS;
        return Math.clamp((long) (share / p95Nanos), 1, AUTO_MAX);
    }
}
