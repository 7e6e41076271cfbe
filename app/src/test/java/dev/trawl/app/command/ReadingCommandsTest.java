package dev.trawl.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(60)
final class ReadingCommandsTest {
    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void sit() throws IOException {
        desk = new Desk(folder);
    }

    private String run(String... inputs) {
        String[] line = Stream.concat(Stream.of("run", "fates", "--json"), Arrays.stream(inputs))
                .toArray(String[]::new);
        return desk.trawl(line).document().get("run").stringValue();
    }

    @Test
    void a_folder_that_is_not_there_yet_has_no_runs_rows_or_objects() {
        for (List<String> line : List.of(List.of("runs"), List.of("rows", "seen"), List.of("objects"))) {
            for (String format : List.of("jsonl", "csv", "table")) {
                List<String> words = new ArrayList<>(line);
                words.addAll(List.of("--format", format));
                assertThat(desk.trawl(words.toArray(String[]::new))).isEqualTo(new Desk.Answer(0, "", ""));
            }
        }
        assertThat(desk.trawl("runs", "--json").out()).isEqualTo("[]\n");
        assertThat(desk.data()).doesNotExist();
    }

    @Test
    void runs_are_listed_newest_first() {
        String first = run();
        String second = run("dead=1");
        List<JsonNode> runs = desk.trawl("runs", "--format", "jsonl").lines();
        assertThat(runs).extracting(run -> run.get("run").stringValue()).containsExactly(second, first);
        JsonNode newest = runs.getFirst();
        assertThat(newest.get("job").stringValue()).isEqualTo("fates");
        assertThat(newest.get("state").stringValue()).isEqualTo("succeeded");
        assertThat(newest.get("dead").longValue()).isEqualTo(1);
        assertThat(desk.trawl("runs", "--json").document()).hasSize(2);
    }

    @Test
    void show_prints_the_summary_as_the_run_did() {
        Desk.Answer ran = desk.trawl("run", "fates", "--json");
        String run = ran.document().get("run").stringValue();
        assertThat(desk.trawl("show", run, "--format", "jsonl").out()).isEqualTo(ran.out());
        assertThat(desk.trawl("show", run).out()).startsWith("fates " + run + " succeeded, ");
    }

    @Test
    void a_run_that_is_mistyped_is_told_with_the_one_meant() {
        String run = run();
        String wrong = run.substring(0, run.length() - 1) + (run.endsWith("x") ? "y" : "x");
        Desk.Answer answer = desk.trawl("show", wrong);
        assertThat(answer.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(answer.err()).contains("There is no run " + wrong + "; did you mean \"" + run + "\"?");
    }

    @Test
    void dead_items_have_key_reason_message_and_attempts() {
        String run = run("dead=2");
        assertThat(desk.trawl("dead", run, "--format", "jsonl").lines().getFirst())
                .hasToString(
                        "{\"key\":\"item-0\",\"reason\":\"http-404\",\"message\":\"gone \\u001B[31mfor good\",\"attempts\":1}");
    }

    @Test
    void text_of_strangers_cannot_move_the_cursor_in_a_table() {
        String run = run("dead=1");
        Desk.Answer answer = desk.trawl("dead", run);
        assertThat(answer.out()).contains("gone \\u001b[31mfor good").doesNotContain("\u001b");
        assertThat(answer.out().lines().findFirst().orElseThrow()).startsWith("key     reason    message");
    }

    @Test
    void rows_are_chosen_by_the_text_of_a_column() {
        run("items=12");
        assertThat(desk.trawl("rows", "seen", "--where", "number=7", "--format", "jsonl")
                        .out())
                .isEqualTo("{\"key\":\"item-7\",\"number\":7,\"note\":\"\"}\n");
        Desk.Answer unknown = desk.trawl("rows", "seen", "--where", "nmber=7");
        assertThat(unknown.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(unknown.err()).contains("has no column \"nmber\"").contains("did you mean \"number\"?");
    }

    @Test
    void csv_quotes_what_it_must_and_changes_no_value() {
        run("items=1", "note==1+1,\"two\"\nlines");
        assertThat(desk.trawl("rows", "seen", "--format", "csv").out())
                .isEqualTo("key,number,note\r\nitem-0,0,\"=1+1,\"\"two\"\"\nlines\"\r\n");
    }

    @Test
    void a_list_longer_than_a_page_is_printed_whole() {
        run("items=2500");
        assertThat(desk.trawl("rows", "seen", "--format", "jsonl").out().lines())
                .hasSize(2500);
        assertThat(desk.trawl("rows", "seen").out().lines()).hasSize(2501);
        assertThat(desk.trawl("rows", "seen", "--json").document()).hasSize(2500);
    }
}
