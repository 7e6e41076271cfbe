package dev.trawl.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a run costs is told before it, from what the run before it used, and after it. */
@Timeout(60)
final class CostCommandTest {
    private static final String MACHINE = "machine: t3.medium\n";

    @TempDir
    private Path folder;

    private Desk desk;

    @BeforeEach
    void open() throws IOException {
        desk = new Desk(folder);
    }

    private String prices(String yaml) throws IOException {
        return Files.writeString(folder.resolve("prices.yaml"), yaml).toString();
    }

    @Test
    void a_job_that_never_ran_is_told_by_what_the_options_say() throws IOException {
        Desk.Answer answer = desk.trawl(
                "cost", "fates", "--items", "1000", "--seconds-per-item", "3.6", "--json", "--prices", prices(MACHINE));
        assertThat(answer.status()).as(answer.err()).isZero();
        JsonNode cost = answer.document();
        assertThat(cost.get("lane_seconds").decimalValue()).isEqualByComparingTo("3600");
        assertThat(cost.get("machine_seconds").decimalValue()).isEqualByComparingTo("18");
        assertThat(cost.get("platforms")).hasSize(5);
        assertThat(cost.at("/platforms/0/lines/0/amount").decimalValue()).isEqualByComparingTo("0.00020800");
        assertThat(answer.err()).contains("There is no run of fates to learn from");
    }

    @Test
    void what_cannot_be_counted_is_refused() {
        for (List<String> wrong : List.of(
                List.of("--items", "-1"),
                List.of("--items", "10", "--seconds-per-item", "-1"),
                List.of("--items", "10", "--requests-per-item", "-3"),
                List.of("--items", "10", "--rows-per-item", "-3"),
                List.of("--items", "10", "--stored-per-item", "-5"),
                List.of("--items", "4611686019", "--seconds-per-item", "2"),
                List.of("--items", "9223372036854775807"))) {
            List<String> line = new ArrayList<>(List.of("cost", "fates"));
            line.addAll(wrong);
            Desk.Answer answer = desk.trawl(line.toArray(String[]::new));
            assertThat(answer.status()).as(wrong.toString()).isEqualTo(2);
            assertThat(answer.err()).contains("nothing was counted").doesNotContain("Exception");
        }
    }

    @Test
    void a_job_that_ran_is_told_by_what_its_last_run_used() {
        String run = desk.trawl("run", "fates", "items=20", "--json")
                .document()
                .get("run")
                .stringValue();
        Desk.Answer answer = desk.trawl("cost", "fates", "--items", "2000", "--json");
        assertThat(answer.err()).contains("from run " + run + " with its 20 items");
        assertThat(answer.document().get("rows").asInt()).isEqualTo(2000);
        assertThat(answer.document().get("attempts").asInt()).isEqualTo(2000);
        JsonNode own = desk.trawl("cost", run, "--json").document();
        JsonNode summary = desk.trawl("show", run, "--format", "jsonl").document();
        assertThat(own.get("cost")).isEqualTo(summary.get("cost"));
        assertThat(summary.at("/used/attempts").asInt()).isEqualTo(20);
        assertThat(summary.get("costs").propertyNames())
                .containsExactly("machine", "lambda", "fargate", "steps-standard", "steps-express");
    }

    @Test
    void people_see_a_bar_for_each_platform_and_each_line_where_they_ask_for_it() {
        Desk.Answer answer =
                desk.trawl("cost", "fates", "--items", "1000000", "--details", "--stored-per-item", "1000");
        assertThat(answer.out()).contains("  lambda ", "█", "Fargate, SQS and DynamoDB:", "GB-seconds of functions");
        assertThat(desk.trawl(
                                "show",
                                desk.trawl("run", "fates", "--json")
                                        .document()
                                        .get("run")
                                        .stringValue())
                        .out())
                .contains("  cost      ");
    }

    @Test
    void the_price_file_is_printed_edited_and_refused_where_it_makes_no_sense() throws IOException {
        JsonNode file = Json.parse(desk.trawl("cost", "--list").out()).tree();
        assertThat(file.at("/prices/sqs_request/source").stringValue()).startsWith("https://");
        Desk.Answer wrong = desk.trawl(
                "cost", "fates", "--items", "1", "--prices", prices("prices: {sqs_request: {price: cheap}}\n"));
        assertThat(wrong.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(wrong.err()).contains("The price sqs_request takes a number");
        assertThat(desk.trawl("cost", "fates").err()).contains("add --items N, or name a run");
        assertThat(desk.trawl("cost", "fate", "--items", "1").err()).contains("did you mean \"fates\"?");
    }
}
