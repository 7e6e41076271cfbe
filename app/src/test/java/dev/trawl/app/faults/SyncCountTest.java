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

    /** Enough for the log to begin anew while the run goes on. */
    private static final int MANY_ITEMS = 2_000;

    @TempDir
    private Path root;

    private long commits;
    private long syncs;
    private long unsynced;
    private long restarts;
    private long checkpoints;

    @Test
    void each_commit_is_synced_before_the_next_and_there_is_hardly_a_sync_more() throws Exception {
        Trace trace = new FaultFolder(root).deeds(Plan.NONE, MANY_ITEMS).trace();
        for (Call call : trace.calls()) {
            count(call);
        }

        assertThat(commits).isGreaterThan(20);
        assertThat(restarts).isGreaterThan(1);
        assertThat(unsynced).isZero();
        // A log that begins anew syncs its header, and a checkpoint the log before it syncs the file.
        assertThat(syncs).isBetween(commits, commits + restarts + checkpoints);
    }

    private void count(Call call) {
        switch (call) {
            case Call.Written write when log(write.path()) -> written(write);
            case Call.Synced sync
            when log(sync.path()) -> {
                syncs++;
                unsynced = 0;
            }
            case Call.Synced sync when sync.path().endsWith("trawl.db") -> checkpoints++;
            default -> {}
        }
    }

    private void written(Call.Written write) {
        boolean frame = write.at() > 0 && write.bytes().limit() == FRAME_HEADER_BYTES;
        if (frame && write.bytes().getInt(SIZE_AT) > 0) {
            commits++;
            unsynced++;
            assertThat(unsynced).as("commits that no sync lies between").isEqualTo(1);
        }
        restarts += write.at() == 0 ? 1 : 0;
    }

    private static boolean log(String path) {
        return path.endsWith("trawl.db-wal");
    }
}
