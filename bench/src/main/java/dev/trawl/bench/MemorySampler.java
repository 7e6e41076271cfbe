package dev.trawl.bench;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks every two seconds what a process and all that it started have in memory, until it is closed. */
public final class MemorySampler implements AutoCloseable {
    private static final long EVERY_SECONDS = 2;

    private final ProcessHandle process;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("memory-sampler").factory());
    private ProcessMemory sum = ProcessMemory.NONE;
    private ProcessMemory most = ProcessMemory.NONE;
    private long looks;

    /** Begins to look. */
    public MemorySampler(ProcessHandle process) {
        this.process = process;
        var _ = timer.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        ProcessMemory now = ProcessMemory.of(process);
        synchronized (this) {
            sum = sum.plus(now);
            most = most.max(now);
            looks++;
        }
    }

    /** On average so far. */
    public synchronized ProcessMemory average() {
        long times = Math.max(1, looks);
        return new ProcessMemory(sum.browserKilobytes() / times, sum.otherKilobytes() / times);
    }

    /** At most so far. */
    public synchronized ProcessMemory most() {
        return most;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
