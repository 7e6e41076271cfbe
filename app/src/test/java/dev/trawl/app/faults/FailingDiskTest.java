package dev.trawl.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.app.faults.Plan.Action;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk fails at any call: the process stops and says so, and the next one finds everything in order. */
@Timeout(900)
final class FailingDiskTest {
    private static final long SYNC_STEP = 4;
    private static final long WRITE_STEP = 37;

    @TempDir
    private Path root;

    private Harvest calm;

    @BeforeEach
    void live_once_without_faults() throws Exception {
        FaultFolder folder = new FaultFolder(root.resolve("calm"));
        Files.createDirectories(folder.data().getParent());
        calm = folder.finish();
        assertThat(calm.summary())
                .isEqualTo("\"succeeded\" {\"listed\":33,\"done\":28,\"dead\":5,\"cancelled\":0} {\"deeds\":33} 10"
                        + " {\"http-404\":5}");
    }

    @Test
    void a_sync_that_fails_once_stops_the_process() throws Exception {
        assertThat(sweep(Plan.SYNCS, SYNC_STEP, Action.ONCE, Plan.EIO)).isGreaterThanOrEqualTo(30 / SYNC_STEP);
    }

    @Test
    void a_sync_that_fails_for_ever_stops_the_process() throws Exception {
        assertThat(sweep(Plan.SYNCS, SYNC_STEP, Action.EVER, Plan.EIO)).isGreaterThanOrEqualTo(30 / SYNC_STEP);
    }

    @Test
    void a_write_that_fails_once_stops_the_process() throws Exception {
        assertThat(sweep(Plan.WRITES, WRITE_STEP, Action.ONCE, Plan.EIO)).isGreaterThanOrEqualTo(200 / WRITE_STEP);
    }

    @Test
    void a_disk_that_gets_full_in_the_middle_of_a_write_stops_the_process() throws Exception {
        assertThat(sweep(Plan.WRITES, WRITE_STEP, Action.SHORT, Plan.ENOSPC)).isGreaterThanOrEqualTo(200 / WRITE_STEP);
    }

    @Test
    void a_change_of_names_that_fails_stops_the_process() throws Exception {
        assertThat(sweep("NT", 9, Action.EVER, Plan.EIO)).isGreaterThanOrEqualTo(30 / 9);
    }

    private long sweep(String calls, long step, Action action, int error) throws Exception {
        return Sweep.of(root, step, (call, folder) -> {
            Life life = folder.deeds(Plan.fail(calls, call, action, error));
            if (life.ended().status() == 0) {
                // Not reached; or it hit what is only put in order, at the end.
                assertThat(life.ended().out()).isEqualTo("succeeded\n");
            } else {
                assertThat(life.met()).isTrue();
                FaultFolder.stopped(life.ended());
            }
            life.keepsWhatItSaidWithoutPower(folder);
            assertThat(folder.finish()).isEqualTo(calm);
            return life.met();
        });
    }
}
