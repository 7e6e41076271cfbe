package dev.trawl.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.app.faults.Plan.Action;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The disk fails at any call: the process stops and says so, and the next one finds everything in order. */
@Timeout(1_800)
final class FailingDiskTest {
    /** Enough for the log to be moved into the file while the run goes on. */
    private static final int MANY_ITEMS = 1_500;

    @TempDir
    private Path root;

    /** At every so many calls; a life makes at least so many calls of the kind. */
    @ParameterizedTest
    @CsvSource({
        // A sync that failed proves nothing when it is tried again.
        "S, ONCE, 5, 7, 30",
        "S, EVER, 5, 8, 30",
        "W, ONCE, 5, 67, 200",
        // The disk is full in the middle of a write.
        "W, SHORT, 28, 59, 200",
        "TN, EVER, 5, 13, 30"
    })
    void a_call_that_fails_stops_the_process_and_nothing_is_lost(
            String calls, Action action, int error, long step, long callsMin) throws Exception {
        Harvest calm = new FaultFolder(root.resolve("calm")).finish();
        assertThat(calm.summary())
                .isEqualTo("\"succeeded\" {\"listed\":33,\"done\":28,\"dead\":5,\"cancelled\":0} {\"deeds\":33} 10"
                        + " {\"http-404\":5}");

        long failures = Sweep.of(
                root, step, (call, folder) -> stops(folder, Plan.fail(calls, call, action, error), Deeds.ITEMS, calm));

        assertThat(failures).isGreaterThanOrEqualTo(callsMin / Sweep.step(step));
    }

    @ParameterizedTest
    @CsvSource({"S, ONCE, 5, 3, 3", "W, EVER, 28, 83, 94"})
    void the_file_behind_the_log_fails_and_nothing_is_lost(
            String calls, Action action, int error, long step, long callsMin) throws Exception {
        Harvest calm = FaultFolder.finish(root.resolve("calm"), MANY_ITEMS);

        long failures = Sweep.of(
                root,
                step,
                (call, folder) ->
                        stops(folder, Plan.fail(calls, call, action, error).on("trawl.db"), MANY_ITEMS, calm));

        assertThat(failures).isGreaterThanOrEqualTo(callsMin / Sweep.step(step));
    }

    private static boolean stops(FaultFolder folder, Plan plan, int items, Harvest calm) throws Exception {
        Life life = folder.deeds(plan, items);
        if (life.ended().status() == 0) {
            // Not reached; or it hit what is only put in order, at the end.
            assertThat(life.ended().out()).isEqualTo("succeeded\n");
            life.keptWhatItSaid(folder.data());
        } else {
            assertThat(life.met()).isTrue();
            FaultFolder.told(life.ended());
            // At the end it may have been only the giving back that failed.
            assertThat(life.ended().out().isEmpty() || over(folder)).isTrue();
        }
        life.keepsWhatItSaidWithoutPower(folder);
        assertThat(FaultFolder.finish(folder.data(), items)).isEqualTo(calm);
        return life.met();
    }

    private static boolean over(FaultFolder folder) throws Exception {
        return Audit.of(folder.data()).orElseThrow().phase().closed();
    }
}
