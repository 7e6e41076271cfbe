package dev.trawl.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.app.jobfile.InvalidJob;
import dev.trawl.core.AttemptFailed;
import dev.trawl.core.ColumnType;
import dev.trawl.core.Outcome;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.TableSpec.Column;
import dev.trawl.core.stage.BadInput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs in Java, through what a program calls. */
@Timeout(60)
final class TrawlTest {
    private static final int NUMBERS = 5;

    @TempDir
    private Path data;

    private final AtomicInteger worked = new AtomicInteger();

    record Figure(int value) {
        String key() {
            return Integer.toString(value);
        }
    }

    private JobBuilder<Figure> doubles(Worker<Figure> worker) {
        return JobBuilder.job("doubles", Figure.class)
                .about("Twice each number.")
                .input("from", Map.of("type", "integer", "default", 0))
                .sourceOf(Figure::key, (input, _) -> {
                    int from = (int) input.whole("from");
                    return _ -> Source.Page.last(IntStream.range(from, from + NUMBERS)
                            .mapToObj(Figure::new)
                            .toList());
                })
                .work(worker)
                .table("doubles", "n", new Column("n", ColumnType.INTEGER), new Column("twice", ColumnType.INTEGER))
                .concurrency(2)
                .retry(2, Duration.ofMillis(1), Duration.ofMillis(1));
    }

    private Worker<Figure> twice() {
        return (number, context) -> {
            worked.incrementAndGet();
            context.row("doubles", Map.of("n", number.value(), "twice", 2 * number.value()));
            return Outcome.DONE;
        };
    }

    @Test
    void a_source_is_made_from_the_input_and_rows_commit_with_outcomes() throws Exception {
        try (Trawl trawl = Trawl.in(data).jobs(doubles(twice())).open()) {
            RunView run = trawl.run("doubles", Map.of("from", 10));
            assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(trawl.rows("doubles").map(row -> row.get("twice").asInt()))
                    .containsExactlyInAnyOrder(20, 22, 24, 26, 28);
            assertThat(trawl.summary(run.id()).at("/input/from").asInt()).isEqualTo(10);
        }
    }

    @Test
    void a_closing_step_sees_the_end_of_the_run_before_it_is_recorded() throws Exception {
        List<String> ends = new ArrayList<>();
        JobBuilder<Figure> job = doubles(twice())
                .closing(end -> ends.add(end.columns().get("run") + " "
                        + end.columns().get("state") + " " + end.columns().get("done") + " of " + worked.get()));
        try (Trawl trawl = Trawl.in(data).jobs(job).open()) {
            RunView run = trawl.run("doubles");
            assertThat(ends).containsExactly(run.id() + " succeeded " + NUMBERS + " of " + NUMBERS);
        }
    }

    @Test
    void a_closing_step_that_throws_fails_the_run_and_keeps_its_rows() throws Exception {
        JobBuilder<Figure> job = doubles(twice()).closing(_ -> {
            throw new IOException("nobody takes the sum");
        });
        try (Trawl trawl = Trawl.in(data).jobs(job).open()) {
            RunView run = trawl.run("doubles");
            assertThat(run.state()).isEqualTo(RunState.FAILED);
            assertThat(trawl.summary(run.id()).toString()).contains("row-refused", "nobody takes the sum");
            assertThat(trawl.rows("doubles")).hasSize(NUMBERS);
        }
    }

    @Test
    void what_fails_for_now_is_tried_again_as_the_job_says() throws Exception {
        Worker<Figure> fails = (_, _) -> {
            worked.incrementAndGet();
            throw new AttemptFailed("no-luck", "It never has any");
        };
        try (Trawl trawl = Trawl.in(data).jobs(doubles(fails)).open()) {
            RunView run = trawl.run("doubles");
            assertThat(trawl.dead(run.id()).map(dead -> dead.why().reason()))
                    .containsOnly("no-luck")
                    .hasSize(NUMBERS);
            assertThat(worked).hasValue(2 * NUMBERS);
        }
    }

    @Test
    void an_interrupted_run_goes_on_in_the_program_that_has_its_job_and_in_no_other() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Worker<Figure> stuck = (_, _) -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return Outcome.DONE;
        };
        RunId run;
        try (Trawl trawl =
                Trawl.in(data).jobs(doubles(stuck)).farewell(Duration.ZERO).open()) {
            run = trawl.start("doubles", Map.of());
            begun.await();
        }
        try (Trawl other = Trawl.open(data)) {
            assertThat(other.open()).extracting(RunView::id).containsExactly(run);
            assertThatThrownBy(() -> other.resume(run))
                    .hasMessageContaining("doubles")
                    .hasMessageContaining("Java");
        }
        try (Trawl trawl = Trawl.in(data).jobs(doubles(twice())).open()) {
            assertThat(trawl.resume(run).counts().done()).isEqualTo(NUMBERS);
            assertThat(trawl.open()).isEmpty();
        }
    }

    @Test
    void a_job_that_follows_has_ended_too_when_a_run_comes_back() throws Exception {
        JobBuilder<Figure> after = JobBuilder.job("after", Figure.class)
                .source(Figure::key, _ -> Source.Page.last(List.of(new Figure(7))))
                .work(twice())
                .table("doubles", "n", new Column("n", ColumnType.INTEGER), new Column("twice", ColumnType.INTEGER))
                .after("doubles", "succeeded");
        try (Trawl trawl = Trawl.in(data).jobs(doubles(twice()), after).open()) {
            trawl.run("doubles");
            assertThat(trawl.runs().map(run -> run.job() + " " + run.state()))
                    .containsExactly("after SUCCEEDED", "doubles SUCCEEDED");
        }
    }

    @Test
    void a_schedule_holds_while_it_is_open() throws Exception {
        CountDownLatch twice = new CountDownLatch(2 * NUMBERS);
        Worker<Figure> counts = (_, _) -> {
            twice.countDown();
            return Outcome.DONE;
        };
        try (Trawl _ = Trawl.in(data)
                .jobs(doubles(counts).schedule("every 1s"))
                .schedules()
                .open()) {
            twice.await();
        }
    }

    @Test
    void a_page_is_listed_after_the_other() throws Exception {
        JobBuilder<Figure> pages = JobBuilder.job("pages-of-numbers", Figure.class)
                .source(Figure::key, token -> {
                    int n = token.map(Integer::parseInt).orElse(0);
                    return new Source.Page<>(
                            List.of(new Figure(n)), n < 2 ? Optional.of(Integer.toString(n + 1)) : Optional.empty());
                })
                .work((_, _) -> Outcome.DONE);
        try (Trawl trawl = Trawl.in(data).jobs(pages).open()) {
            assertThat(trawl.run("pages-of-numbers").counts().done()).isEqualTo(3);
        }
    }

    @Test
    void everything_that_is_wrong_with_a_job_is_told_before_anything_is_done() {
        Setup setup = Trawl.in(data)
                .jobs(JobBuilder.job("wrong")
                        .source("pagges", Map.of())
                        .work("page", Map.of())
                        .concurrency(0));
        assertThatThrownBy(setup::open)
                .isInstanceOf(InvalidJob.class)
                .hasMessageContaining("pagges")
                .hasMessageContaining("concurrency");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void a_wrong_input_or_name_starts_nothing() {
        try (Trawl trawl = Trawl.in(data).jobs(doubles(twice())).open()) {
            assertThatThrownBy(() -> trawl.run("doubles", Map.of("form", 1))).isInstanceOf(BadInput.class);
            assertThatThrownBy(() -> trawl.run("double"))
                    .isInstanceOf(InvalidJob.class)
                    .hasMessageContaining("double");
            assertThatThrownBy(() -> trawl.rows("nothing")).hasMessageContaining("nothing");
            assertThatThrownBy(() -> trawl.put("feeds", Map.of("uri", "http://example.org/")))
                    .hasMessageContaining("uri");
            assertThat(trawl.runs()).isEmpty();
        }
    }

    @Test
    void a_row_that_is_put_has_the_standard_values_of_what_it_does_not_name() {
        try (Trawl trawl = Trawl.open(data)) {
            trawl.put("feeds", Map.of("url", "http://example.org/feed"));
            assertThat(trawl.rows("feeds").map(row -> row.get("state").asString()))
                    .containsExactly("active");
        }
    }
}
