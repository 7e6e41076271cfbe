package dev.trawl.local.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.AttemptFailed;
import dev.trawl.core.Failure;
import dev.trawl.core.Outcome;
import dev.trawl.core.Row;
import dev.trawl.core.Worker;
import dev.trawl.core.port.RowRefused;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A closing command has as much time between its attempts as it asks for, and pays for none that is not its own. */
final class CommandSinkTest {
    private static final Outcome NO_ROOM = new Outcome.Unfinished(Duration.ofSeconds(5));

    private final List<Duration> rests = new ArrayList<>();
    private final List<Integer> attempts = new ArrayList<>();

    /** Tells of a run's end a program that answers so, one after the other. */
    private void tell(List<Outcome> answers) throws Exception {
        Deque<Outcome> left = new ArrayDeque<>(answers);
        Worker worker = (_, context) -> {
            attempts.add(context.attempt());
            Outcome next = left.removeFirst();
            if (next instanceof Outcome.Retry retry) {
                throw new AttemptFailed(retry.why(), retry.after());
            }
            return next;
        };
        CommandSink sink = new CommandSink(worker, Duration.ofMinutes(5), InstantSource.system(), rests::add);
        sink.write(List.of(new Row("told", Map.of("run", "1k3f9a2b7c0d4e5f"))));
        assertThat(left).isEmpty();
    }

    private static Outcome.Retry retry(Duration after) {
        return new Outcome.Retry(new Failure("worker-retry", ""), after);
    }

    @Test
    void a_process_that_cannot_be_begun_is_waited_for_and_is_no_attempt() throws Exception {
        List<Outcome> answers = new ArrayList<>(Collections.nCopies(10, NO_ROOM));
        answers.add(Outcome.DONE);
        tell(answers);
        assertThat(rests).hasSize(10).containsOnly(Duration.ofSeconds(5));
        assertThat(attempts).containsOnly(1);
    }

    @Test
    void it_is_told_again_after_the_time_that_it_asks_for() throws Exception {
        tell(List.of(retry(Duration.ofSeconds(20)), retry(Duration.ofSeconds(30)), Outcome.DONE));
        assertThat(rests).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(30));
        assertThat(attempts).containsExactly(1, 2, 3);
    }

    @Test
    void the_third_attempt_is_the_last_and_more_than_an_hour_is_not_waited_for() {
        Outcome.Retry soon = retry(Duration.ZERO);
        assertThatThrownBy(() -> tell(List.of(soon, soon, soon)))
                .isInstanceOf(RowRefused.class)
                .hasMessageContaining("worker-retry");
        assertThatThrownBy(() -> tell(List.of(retry(Duration.ofMinutes(61))))).isInstanceOf(RowRefused.class);
        assertThat(attempts).containsExactly(1, 2, 3, 1);
    }
}
