package dev.trawl.local.keys;

import dev.trawl.core.RunId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The keys that one open run has seen: the newest in a table, the others in sorted files. What is sorted out of a
 * full table becomes a file; files of like size are merged, a few hashes with every new key, so that no key waits
 * for a merge. For one thread.
 */
public final class RunKeys {
    /** So many files of like size become one. */
    private static final int MERGED_AT_ONCE = 4;

    /** Hashes are merged in steps of so many. */
    private static final int MERGE_STEP = 512;

    /** A step of every merge after so many new keys: it ends before as much again has come. */
    private static final int KEYS_PER_STEP = 64;

    private final RunId run;
    private final SeenKeys seen;
    private final KeyHash hash;
    private final Optional<KeyFolder> folder;
    private final KeyTable table;
    private final List<KeyFile> files = new ArrayList<>();
    private final List<KeyMerge> merges = new ArrayList<>();
    private long items;
    private long bytes;
    private int untilStep = KEYS_PER_STEP;

    RunKeys(RunId run, SeenKeys seen, KeyHash hash, Optional<KeyFolder> folder) {
        this.run = run;
        this.seen = seen;
        this.hash = hash;
        this.folder = folder;
        this.table = new KeyTable(seen.tableBitsMax());
        this.bytes = table.bytes();
        SeenKeys.attempt("Reading", () -> {
            if (folder.isPresent()) {
                files.addAll(folder.get().open(run));
            }
        });
        this.items = files.isEmpty() ? 0 : files.getLast().head().to();
    }

    /** Of how many items, from the run's first on, it knows the keys. Where that are fewer than the ledger has, the others are to be replayed. */
    public long items() {
        return items;
    }

    /**
     * Remembers the key of the item that is numbered {@link #items} if the run takes it on.
     *
     * @param key in UTF-8
     * @return whether it is new; one that is not takes no number
     */
    public boolean add(byte[] key) {
        hash.of(key);
        boolean fresh = remember(hash.high(), hash.low());
        if (fresh) {
            items++;
            tend();
        }
        return fresh;
    }

    /** Whether it is the key of an item that the run has taken on. */
    public boolean has(byte[] key) {
        hash.of(key);
        return table.has(hash.high(), hash.low()) || inFiles(hash.high(), hash.low());
    }

    /** Takes the key of the item that is numbered {@link #items} from the ledger. */
    public void replay(byte[] key) {
        hash.of(key);
        remember(hash.high(), hash.low());
        items++;
        tend();
    }

    private boolean remember(long high, long low) {
        boolean known = !files.isEmpty() && (table.has(high, low) || inFiles(high, low));
        return !known && table.add(high, low);
    }

    /** What is to be done after a key was added, and only between keys: a file covers whole items. */
    private void tend() {
        if (table.bytes() != bytes) {
            bytes = table.bytes();
            seen.grown();
        }
        if (!merges.isEmpty() && --untilStep == 0) {
            untilStep = KEYS_PER_STEP;
            SeenKeys.attempt("Merging", this::mergeStep);
        }
        if (table.full()) {
            spill();
        }
    }

    private boolean inFiles(long high, long low) {
        for (int n = files.size() - 1; n >= 0; n--) {
            if (files.get(n).has(high, low)) {
                return true;
            }
        }
        return false;
    }

    /** Bytes of its table. */
    long bytes() {
        return bytes;
    }

    /** Moves the table into a file; without a folder it stays where it is. */
    void spill() {
        if (folder.isPresent() && table.count() > 0) {
            SeenKeys.attempt("Writing", () -> spill(folder.get()));
        }
    }

    private void spill(KeyFolder to) throws IOException {
        long[] sorted = table.drain();
        bytes = table.bytes();
        try (KeyFileDraft draft = to.draft(sorted.length / 2)) {
            for (int n = 0; n < sorted.length; n += 2) {
                draft.add(sorted[n], sorted[n + 1]);
            }
            files.add(to.finish(draft, run, covered(), items));
        }
        mergeIfDue(to);
    }

    private long covered() {
        return files.isEmpty() ? 0 : files.getLast().head().to();
    }

    /** Begins to merge what lies beside each other, where the oldest is not much larger than the others together. */
    private void mergeIfDue(KeyFolder in) throws IOException {
        for (int first = files.size() - MERGED_AT_ONCE; first >= 0; first--) {
            List<KeyFile> beside = files.subList(first, first + MERGED_AT_ONCE);
            long others = beside.stream().skip(1).mapToLong(KeyFile::count).sum();
            boolean free = merges.stream().noneMatch(merge -> !Collections.disjoint(merge.sources(), beside));
            if (free && beside.getFirst().count() <= 2 * others) {
                merges.add(new KeyMerge(beside, in));
            }
        }
    }

    private void mergeStep() throws IOException {
        for (KeyMerge merge : List.copyOf(merges)) {
            if (merge.step(MERGE_STEP)) {
                finish(merge, folder.orElseThrow());
            }
        }
    }

    private void finish(KeyMerge merge, KeyFolder in) throws IOException {
        KeyFile merged = in.finish(merge.draft(), run, merge.from(), merge.to());
        int at = files.indexOf(merge.sources().getFirst());
        files.subList(at, at + merge.sources().size()).clear();
        files.add(at, merged);
        merges.remove(merge);
        for (KeyFile source : merge.sources()) {
            source.remove();
        }
        mergeIfDue(in);
    }

    /** Lets go of everything; the files stay. */
    void close() {
        SeenKeys.attempt("Closing", () -> {
            for (KeyMerge merge : merges) {
                merge.draft().close();
            }
        });
        files.forEach(KeyFile::close);
        files.clear();
    }
}
