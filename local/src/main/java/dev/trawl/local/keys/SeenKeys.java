package dev.trawl.local.keys;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Which keys each open run has seen: 128 bits of a keyed hash each, in tables that share one allowance of memory,
 * and beyond it in mapped files. Derived from the ledger, which it may be behind of and is replayed from; its files
 * are not synced. For one thread.
 */
public final class SeenKeys implements AutoCloseable {
    /** Memory of all tables together, in bytes: keys of some 100,000s of items before any file is made. */
    public static final long MEMORY_BYTES = 32L << 20;

    private final KeyHash hash;
    private final Optional<KeyFolder> folder;
    private final long memoryBytes;
    private final Map<RunId, RunKeys> runs = new HashMap<>();
    /** Runs of which the process before this one left files, and whose keys nobody has asked for yet. */
    private final Set<RunId> left = new HashSet<>();

    /**
     * Over a folder, which is made when its first file is; without one everything stays in memory.
     *
     * @param secret 16 bytes that nobody outside knows: with them keys could be made that collide
     * @param memoryBytes of all tables together
     */
    public SeenKeys(Optional<Path> folder, byte[] secret, long memoryBytes) {
        this.hash = new KeyHash(secret);
        hash.of("keys".getBytes(StandardCharsets.UTF_8));
        this.folder = folder.map(path -> new KeyFolder(path, hash.high()));
        this.memoryBytes = memoryBytes;
    }

    /**
     * Removes files that are no good: of processes that died while they wrote, of runs that are over, and such as
     * know of items that were never committed. To be called before the first run is asked for.
     *
     * @param listed how many items of an open run are in the ledger; 0 for any other
     */
    public void sweep(ToLongFunction<RunId> listed) {
        attempt("Looking through", () -> {
            if (folder.isPresent()) {
                left.addAll(folder.get().sweep(listed));
            }
        });
    }

    /** The keys of an open run, as far as they are known here: see {@link RunKeys#items}. */
    public RunKeys of(RunId run) {
        RunKeys known = runs.get(run);
        if (known == null) {
            left.remove(run);
            known = new RunKeys(run, this, hash, folder);
            runs.put(run, known);
        }
        return known;
    }

    /** Forgets a run that is over, with its files. */
    public void forget(RunId run) {
        RunKeys known = runs.remove(run);
        if (known != null) {
            known.close();
        }
        if (known != null || left.remove(run)) {
            attempt("Removing", () -> {
                if (folder.isPresent()) {
                    folder.get().remove(run);
                }
            });
        }
    }

    /** Lets go of everything; the files stay for the next process. */
    @Override
    public void close() {
        runs.values().forEach(RunKeys::close);
        runs.clear();
    }

    /** The size to which one table may grow: with the smaller one that it grows out of, half of the allowance. */
    int tableBitsMax() {
        return folder.isPresent() ? KeyTable.bitsFor(memoryBytes / 2) : KeyTable.BITS_MAX;
    }

    /** A table has grown: while all together are too large, the largest is emptied into a file. */
    void grown() {
        if (folder.isEmpty()) {
            return;
        }
        long bytes = runs.values().stream().mapToLong(RunKeys::bytes).sum();
        while (bytes > memoryBytes) {
            RunKeys largest = runs.values().stream()
                    .max(Comparator.comparingLong(RunKeys::bytes))
                    .orElseThrow();
            long before = largest.bytes();
            largest.spill();
            if (largest.bytes() == before) {
                return;
            }
            bytes += largest.bytes() - before;
        }
    }

    /** Something with files. */
    interface Step {
        void run() throws IOException;
    }

    static void attempt(String what, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new EnvironmentFault(
                    what + " the files of the keys that runs have seen failed: " + e
                            + ". Without them an item could be listed twice, so nothing more is listed."
                            + " Look at the disk of the data folder, then go on with the run",
                    e);
        }
    }
}
