package dev.trawl.core;

import java.time.Duration;

/**
 * What working a run has taken so far, over all its attempts.
 *
 * @param attempts at its items that were recorded; those that a crash cut off are not
 * @param laneNanos how long all of them lasted, one after the other
 * @param machineNanos how long a machine was busy with the run: not while it was paused, nor while no process worked it
 * @param grantedNanos how much of that lies before its budget was given to it anew
 * @param queueNanos how long items that were ready waited for their attempts to begin, one after the other
 * @param storeNanos how long attempts that had ended waited for rows in other databases to be durable, one after the other
 */
public record Metered(
        long attempts, long laneNanos, long machineNanos, long grantedNanos, long queueNanos, long storeNanos) {
    /** Nothing. */
    public static final Metered NONE = new Metered(0, 0, 0, 0, 0, 0);

    /** Of items that waited for nothing. */
    public Metered(long attempts, long laneNanos, long machineNanos, long grantedNanos) {
        this(attempts, laneNanos, machineNanos, grantedNanos, 0, 0);
    }

    /** How long all attempts lasted, one after the other. */
    public Duration laneTime() {
        return Duration.ofNanos(laneNanos);
    }

    /** How long a machine was busy with the run. */
    public Duration machineTime() {
        return Duration.ofNanos(machineNanos);
    }

    /** How long items that were ready waited for their attempts to begin, one after the other. */
    public Duration queueTime() {
        return Duration.ofNanos(queueNanos);
    }

    /** How long attempts that had ended waited for rows in other databases to be durable, one after the other. */
    public Duration storeTime() {
        return Duration.ofNanos(storeNanos);
    }

    /** From now on its budget counts from the beginning. */
    public Metered granted() {
        return new Metered(attempts, laneNanos, machineNanos, machineNanos, queueNanos, storeNanos);
    }
}
