package dev.trawl.core.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.Input;
import dev.trawl.core.InputSpec;
import dev.trawl.core.InputType;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Listing;
import dev.trawl.core.Outcome;
import dev.trawl.core.Start;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** An input is checked against its job before anything starts. */
final class InputCheckTest {
    private static final Job JOB = new Job(
            "sample",
            "",
            List.of(
                    new InputSpec("subreddit", new InputType.Text(), Optional.empty(), false, ""),
                    new InputSpec("limit", new InputType.Whole(1, 1_000), Optional.of("100"), false, ""),
                    new InputSpec("pages", new InputType.Truth(), Optional.of("false"), false, ""),
                    new InputSpec("api_secret", new InputType.Text(), Optional.empty(), true, ""),
                    new InputSpec("chunk", new InputType.Size(), Optional.of("auto"), false, "")),
            Job.Rules.DEFAULT,
            List.of(),
            new Job.Parts(
                    (_, _) -> (_, _) -> new Listing.Page(List.of(), Optional.empty()),
                    (_, _) -> (_, _) -> Outcome.DONE),
            Json.of(Json.object()));

    @Test
    void standard_values_are_filled_in() {
        Input input = StartStage.check(Start.of(JOB, given("subreddit", "aww")));
        assertThat(input.values().toString())
                .isEqualTo("{\"subreddit\":\"aww\",\"limit\":100,\"pages\":false,\"chunk\":\"auto\"}");
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        ObjectNode wrong = given("subredit", "aww").put("limit", 1_001).put("pages", "perhaps");
        BadInput bad = catchThrowableOfType(BadInput.class, () -> StartStage.check(Start.of(JOB, wrong)));
        assertThat(bad.problems())
                .containsExactly(
                        "there is no input subredit; did you mean \"subreddit\"?",
                        "the input subreddit is missing (it takes text)",
                        "the input limit takes a whole number from 1 to 1000, got: 1001",
                        "the input pages takes true or false, got: perhaps");
    }

    @Test
    void common_inputs_change_the_rules_of_the_file() {
        ObjectNode given = given("subreddit", "aww").put("concurrency", "7").put("per_host", 2);
        given.put("timeout", "5s").put("retries", "200ms,500ms").put("chunk", 10);
        Job.Rules rules = CommonInputs.apply(JOB.rules(), StartStage.check(Start.of(JOB, given)));

        assertThat(rules.limits().concurrency()).isEqualTo(7);
        assertThat(rules.limits().perHost()).isEqualTo(2);
        assertThat(rules.limits().timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(rules.retry().waits()).containsExactly(Duration.ofMillis(200), Duration.ofMillis(500));
        assertThat(rules.chunk()).isEqualTo(new ChunkSize.Fixed(10));
    }

    @Test
    void a_secret_is_not_shown() {
        Input input = StartStage.check(Start.of(JOB, given("subreddit", "aww").put("api_secret", "hush")));
        assertThat(input.shown().toString()).contains("\"api_secret\":\"***\"").doesNotContain("hush");
    }

    @Test
    void a_value_that_was_read_from_a_file_is_shown_as_the_file() {
        ObjectNode given = Json.object();
        given.putObject("subreddit")
                .put("text", "aww")
                .put("file", "name.txt")
                .put("bytes", 3)
                .put("sha256", "ab");
        Input input = StartStage.check(Start.of(JOB, given));
        assertThat(input.text("subreddit")).contains("aww");
        assertThat(input.shown().get("subreddit").toString())
                .isEqualTo("{\"file\":\"name.txt\",\"bytes\":3,\"sha256\":\"ab\"}");
        assertThat(input.shown().size()).isEqualTo(4);
    }

    private static ObjectNode given(String name, String value) {
        return Json.object().put(name, value);
    }
}
