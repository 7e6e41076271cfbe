package dev.trawl.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every commit is synced, and not much more is: counted in what a process did to its log. */
@Timeout(120)
final class SyncCountTest {
    /** Bytes of a frame's header in SQLite's log; at 4 is the size of the file, 0 where the frame ends no commit. */
    private static final int FRAME_HEADER_BYTES = 24;

    private static final int SIZE_AT = 4;

    @TempDir
    private Path root;

    private long commits;
    private long syncs;
    private long unsynced;
    private long restarts;

    @Test
    void each_commit_is_synced_before_anybody_hears_of_it_and_there_is_no_sync_more() throws Exception {
        Trace trace = new FaultFolder(root.resolve("life")).deeds(Plan.NONE).trace();
        for (Call call : trace.calls()) {
            count(call);
        }

        assertThat(commits).isGreaterThan(5);
        assertThat(unsynced).isZero();
        assertThat(syncs).isBetween(commits, commits + restarts);
    }

    private void count(Call call) {
        switch (call) {
            case Call.Written write when log(write.path()) -> written(write);
            case Call.Synced sync
            when log(sync.path()) -> {
                syncs++;
                unsynced = 0;
            }
            case Call.Acknowledged _ ->
                assertThat(unsynced).as("commits that are not synced").isZero();
            default -> {}
        }
    }

    private void written(Call.Written write) {
        boolean frame = write.at() > 0 && write.bytes().limit() == FRAME_HEADER_BYTES;
        if (frame && write.bytes().getInt(SIZE_AT) > 0) {
            commits++;
            unsynced++;
        }
        // A log that begins anew syncs its header, and each checkpoint syncs the log first.
        restarts += write.at() == 0 ? 2 : 0;
    }

    private static boolean log(String path) {
        return path.endsWith("trawl.db-wal");
    }
}
