package dev.trawl.local.keys;

import java.io.IOException;
import java.util.List;

/** Makes one file of several that lie beside each other in time, a few hashes at a time. */
final class KeyMerge {
    private final List<KeyFile> sources;
    private final long[] at;
    private final KeyFileDraft draft;
    private long left;

    /** @param sources the oldest first; each goes on where the one before it ends */
    KeyMerge(List<KeyFile> sources, KeyFolder folder) throws IOException {
        this.sources = List.copyOf(sources);
        this.at = new long[sources.size()];
        this.left = sources.stream().mapToLong(KeyFile::count).sum();
        this.draft = folder.draft(left);
    }

    List<KeyFile> sources() {
        return sources;
    }

    long from() {
        return sources.getFirst().head().from();
    }

    long to() {
        return sources.getLast().head().to();
    }

    /** Merges so many; whether nothing is left. */
    boolean step(int hashes) throws IOException {
        int now = (int) Math.min(hashes, left);
        for (int n = 0; n < now; n++) {
            int least = least();
            KeyFile source = sources.get(least);
            draft.add(source.high(at[least]), source.low(at[least]));
            at[least]++;
        }
        left -= now;
        return left == 0;
    }

    private int least() {
        int least = -1;
        for (int n = 0; n < at.length; n++) {
            if (at[n] < sources.get(n).count() && (least < 0 || less(n, least))) {
                least = n;
            }
        }
        return least;
    }

    private boolean less(int one, int other) {
        KeyFile first = sources.get(one);
        KeyFile second = sources.get(other);
        return KeyTable.less(first.high(at[one]), first.low(at[one]), second.high(at[other]), second.low(at[other]));
    }

    KeyFileDraft draft() {
        return draft;
    }
}
