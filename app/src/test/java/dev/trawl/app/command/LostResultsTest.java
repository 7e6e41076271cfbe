package dev.trawl.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results that cannot be written are no success. */
@Timeout(60)
final class LostResultsTest {
    @TempDir
    private Path folder;

    private Desk desk;

    @BeforeEach
    void sit() throws IOException {
        desk = new Desk(folder);
        assertThat(desk.trawl("run", "fates", "items=20").status()).isZero();
    }

    /** Takes so many bytes, then says why it takes no more; whatever comes after that it would take. */
    private static final class Narrow extends OutputStream {
        private final String why;
        private int room;
        private boolean met;

        Narrow(int room, String why) {
            this.room = room;
            this.why = why;
        }

        @Override
        public void write(int b) throws IOException {
            if (!met && room-- <= 0) {
                met = true;
                throw new IOException(why);
            }
            assertThat(met).as("nothing is written behind a gap").isFalse();
        }
    }

    private Desk.Answer into(Narrow results, String line) {
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        if (!line.startsWith("simulate") && !line.startsWith("check")) {
            words.addAll(List.of("--data", desk.data().toString()));
            words.addAll(List.of("--jobs", folder.resolve("jobs").toString()));
        }
        return desk.into(results, words.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rows seen --format csv",
                "rows seen",
                "runs --json",
                "run fates --json",
                "run fates --help",
                "simulate --seeds 1 --json --quiet",
                "check --schema"
            })
    void a_command_whose_results_have_no_room_ends_with_3_and_says_so(String line) {
        Desk.Answer answer = into(new Narrow(10, "No space left on device"), line);

        assertThat(answer.status()).as(answer.err()).isEqualTo(ExitStatus.ENVIRONMENT);
        assertThat(answer.err()).contains("Writing the results to standard output failed: No space left on device.");
    }

    @Test
    void whoever_read_enough_and_left_is_no_trouble() {
        assertThat(into(new Narrow(10, "Broken pipe"), "rows seen")).isEqualTo(new Desk.Answer(0, "", ""));
    }

    @Test
    void what_a_run_did_stays_done_although_it_could_not_be_told() {
        assertThat(into(new Narrow(0, "No space left on device"), "run fates items=4 --json")
                        .status())
                .isEqualTo(ExitStatus.ENVIRONMENT);
        assertThat(desk.trawl("runs", "--format", "jsonl")
                        .lines()
                        .getFirst()
                        .get("done")
                        .longValue())
                .isEqualTo(4);
    }
}
