package dev.trawl.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Json;
import dev.trawl.simulation.Simulation;
import dev.trawl.simulation.Simulation.Breach;
import dev.trawl.simulation.campaign.Retelling;
import dev.trawl.simulation.campaign.SeedRange;
import dev.trawl.simulation.campaign.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class SimulateCommandTest {
    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void sit() throws IOException {
        desk = new Desk(folder);
    }

    @Test
    void a_range_of_seeds_is_one_document() {
        Desk.Answer answer = desk.plain("simulate", "--seeds", "1..8", "--processes", "2", "--json", "--quiet");
        JsonNode document = answer.document();
        assertThat(document.get("worlds").intValue()).isEqualTo(8);
        assertThat(document.get("faults").intValue()).isPositive();
        assertThat(document.get("reached").get("ACCEPTED").intValue()).isEqualTo(8);
        assertThat(answer.status()).isEqualTo(document.get("breaches").isEmpty() ? 0 : 1);
    }

    @Test
    void the_story_of_a_seed_is_that_of_its_world() {
        Desk.Answer answer = desk.plain("simulate", "--seeds", "7", "--story");
        try (Simulation simulation = new Simulation()) {
            List<String> story = simulation.run(7, _ -> true, true).story();
            assertThat(answer.out().lines()).startsWith(story.toArray(String[]::new));
        }
        assertThat(answer.out()).contains(" faults, at [");
    }

    @Test
    void a_broken_world_is_shown_with_the_command_that_shows_it_again() {
        Tally tally = new Tally();
        Breach breach = new Breach("it holds", "it did not");
        Retelling told = new Retelling(17, 0xabcL, Optional.of(breach), 3, List.of(4L, 9L), List.of("first", "last"));
        Simulated simulated = new Simulated(new SeedRange(17, 17), tally, Duration.ofSeconds(1), Map.of(17L, told));
        assertThat(SimulatedText.of(simulated)).anyMatch(line -> line.contains("broken    nothing"));
        Tally.Broken broken = new Tally.Broken("it holds", 1, new TreeMap<>(Map.of(17L, "it did not")));
        assertThat(simulated.replay(broken)).isEqualTo("trawl simulate --seeds 17 --only 4,9 --story");
        assertThat(simulated.story(broken)).contains(told);
        assertThat(Json.pretty(simulated.json())).contains("\"seeds\" : \"17\"");
    }

    @Test
    void the_story_with_some_faults_that_help_and_documents_show_is_a_true_one() throws IOException {
        String line = desk.plain("simulate", "--help")
                .out()
                .lines()
                .filter(each -> each.contains("--only") && each.contains("trawl simulate --seeds"))
                .findFirst()
                .orElseThrow()
                .strip();
        assertThat(Files.readString(Path.of("../docs/simulation.md"))).contains(line);

        Desk.Answer answer = desk.plain(line.replace("trawl ", "").split(" "));
        String moved = "Places move with the engine: take two from the end of the story of seed 17 into both";
        assertThat(answer.status()).as(moved + answer.err()).isZero();
        assertThat(answer.err()).as(moved).isEmpty();
        assertThat(answer.out()).contains("2 faults, at [").doesNotContain("Optional");
    }

    @Test
    void a_story_ends_with_the_hash_of_its_world() {
        try (Simulation simulation = new Simulation()) {
            String hash =
                    String.format("%016x", simulation.run(17, _ -> true, false).hash());
            assertThat(desk.plain("simulate", "--seeds", "17", "--story").out()).contains("hash " + hash);
            assertThat(desk.plain("simulate", "--seeds", "17", "--story", "--json")
                            .document()
                            .get("hash")
                            .stringValue())
                    .isEqualTo(hash);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--seeds x, neither a number such as 17 nor a range",
        "--seeds 5..1, are no range",
        "--seeds 1..5 --story, is of one seed",
        "--seeds 1..5 --only 3, is of one seed",
        "--seeds 1 --processes 0, it takes 1 to 256",
        "--seeds 9223372036854775807, Seeds go from 0 to 999999999999999999",
        "--seeds 99999999999999999999, Seeds go from 0 to 999999999999999999",
        "--seeds 17 --only -1 --story, a place is 0 or more",
        "--seeds 17 --only 999999 --story, In the world of seed 17 nothing goes wrong at [999999]",
        "--seeds 17 --only x --story, is no whole number",
        "--sedes 1, did you mean \"--seeds\"?"
    })
    void what_makes_no_sense_is_refused(String words, String said) {
        Desk.Answer answer = desk.plain(("simulate " + words).split(" "));
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err()).contains(said);
    }
}
