package dev.trawl.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.RunView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The power goes at any moment of a life that was written down: what was acknowledged by then is on the disk. */
@Timeout(900)
final class PowerLossTest {
    /** A moment every so many changes. */
    private static final long STEP = 11;

    private static final long SEED = 20261121;

    @TempDir
    private Path root;

    private FaultFolder folder;
    private Harvest calm;
    private Trace trace;

    @BeforeEach
    void live_once_and_write_it_down() throws Exception {
        folder = new FaultFolder(root.resolve("life"));
        Life life = folder.deeds(Plan.NONE);
        assertThat(life.ended().out()).as(life.ended().err()).isEqualTo("succeeded\n");
        calm = Harvest.of(folder.data()).withoutContents();
        trace = life.trace();
        assertThat(trace.of(Call.Acknowledged.class)).hasSizeGreaterThan(2);
    }

    /** What the disk is left with at a moment. */
    @FunctionalInterface
    private interface Leaving {
        void into(Path left, Disk disk, long moment) throws Exception;
    }

    @Test
    void a_disk_that_wrote_only_what_it_had_to_has_all_that_was_acknowledged() throws Exception {
        assertThat(cuts((left, disk, _) -> disk.leaveDurable(left))).isGreaterThan(20);
    }

    @Test
    void a_disk_that_wrote_some_of_the_rest_and_tore_one_write_has_it_too() throws Exception {
        assertThat(cuts((left, disk, moment) -> disk.leaveTorn(left, new Random(SEED + moment))))
                .isGreaterThan(20);
    }

    private int cuts(Leaving leaving) throws Exception {
        long step = Sweep.step(STEP);
        Disk disk = new Disk(folder.data());
        List<Acknowledged> said = new ArrayList<>();
        int cuts = 0;
        for (int moment = 0; moment < trace.calls().size(); moment++) {
            Call call = trace.calls().get(moment);
            disk.apply(call);
            said.addAll(Acknowledged.in(call));
            if (moment % step == 0 || call instanceof Call.Acknowledged) {
                Path left = root.resolve("cut-" + moment);
                leaving.into(left, disk, moment);
                lookAt(left, said, moment);
                cuts++;
            }
        }
        return cuts;
    }

    private void lookAt(Path left, List<Acknowledged> said, int moment) throws Exception {
        try {
            Optional<RunView> run = Audit.of(left);
            said.forEach(each -> each.mustHoldIn(run.orElseThrow()));
            assertThat(FaultFolder.finish(left, Deeds.ITEMS).withoutContents()).isEqualTo(calm);
        } catch (AssertionError | Exception e) {
            throw new AssertionError(
                    "After call " + moment + ", " + trace.calls().get(moment), e);
        }
    }
}
