package dev.trawl.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.app.faults.Plan.Action;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 before, in and after any call that changes the folder, and again in the life that recovers. */
@Timeout(900)
final class KilledAtAnyCallTest {
    /** Primes, so that different calls are met in the different ways. */
    private static final long STEP = 37;

    private static final long RECOVERY_STEP = 53;

    /** Changes that a life makes at least. */
    private static final long CHANGES_MIN = 300;

    /** As with kill -9. */
    private static final int KILLED = 137;

    @TempDir
    private Path root;

    private Harvest calm;

    @BeforeEach
    void live_once_without_faults() throws Exception {
        calm = new FaultFolder(root.resolve("calm")).finish();
    }

    @Test
    void a_process_that_is_killed_at_any_change_of_its_folder_loses_nothing() throws Exception {
        long deaths = Sweep.of(root, STEP, (call, folder) -> dies(folder, Plan.die(call, way(call))));

        assertThat(deaths).isGreaterThanOrEqualTo(CHANGES_MIN / Sweep.step(STEP));
    }

    @Test
    void a_process_that_is_killed_again_while_it_recovers_loses_nothing() throws Exception {
        long deaths = Sweep.of(root, RECOVERY_STEP, (call, folder) -> {
            // Far enough for something to be there, and not the same for each.
            assertThat(folder.deeds(Plan.die(60 + call % 150, Action.KILL))
                            .ended()
                            .status())
                    .isEqualTo(KILLED);
            return dies(folder, Plan.die(call, way(call)));
        });

        assertThat(deaths).isPositive();
    }

    private boolean dies(FaultFolder folder, Plan plan) throws Exception {
        Life life = folder.deeds(plan);
        assertThat(life.ended().status()).as(life.ended().err()).isEqualTo(life.met() ? KILLED : 0);
        life.keptWhatItSaid(folder.data());
        assertThat(folder.finish()).isEqualTo(calm);
        return life.met();
    }

    private static Action way(long call) {
        return switch ((int) (call % 3)) {
            case 0 -> Action.KILL;
            case 1 -> Action.AFTER;
            default -> Action.TORN;
        };
    }
}
