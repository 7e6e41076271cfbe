package dev.trawl.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The system batch, started by a command. */
@Timeout(60)
final class BatchCommandTest {
    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void sit() throws IOException {
        desk = new Desk(folder);
    }

    @Test
    void a_body_from_the_command_line_is_stored_item_by_item() {
        Desk.Answer answer = desk.trawl("run", "batch", "body=[{\"a\":1.50},[2]]", "--json");
        assertThat(answer.status()).as(answer.err()).isEqualTo(ExitStatus.GOOD);
        JsonNode document = answer.document();
        assertThat(document.get("items")).hasToString("{\"listed\":2,\"done\":2,\"dead\":0,\"cancelled\":0}");
        assertThat(document.get("objects").intValue()).isEqualTo(2);
        assertThat(document.at("/input/body/bytes").intValue()).isEqualTo(16);
        assertThat(stored(document, 0)).hasContent("{\"a\":1.50}");
        assertThat(stored(document, 1)).hasContent("[2]");
    }

    @Test
    void a_file_of_lines_is_an_item_a_line() throws IOException {
        Path file = Files.writeString(folder.resolve("items.jsonl"), "{\"a\":1}\n\n{\"b\":2}\n");
        JsonNode document =
                desk.trawl("run", "batch", "body=@" + file, "--json").document();
        assertThat(document.at("/items/done").intValue()).isEqualTo(2);
        assertThat(stored(document, 1)).hasContent("{\"b\":2}");
    }

    @Test
    void a_body_that_is_missing_wrong_or_not_asked_for_starts_nothing() {
        assertThat(desk.trawl("run", "batch").err()).contains("its source is the body, and none was sent");
        assertThat(desk.trawl("run", "batch", "body={").err()).contains("The body is no JSON");
        Desk.Answer refused = desk.trawl("run", "fates", "body={}");
        assertThat(refused.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(refused.err()).contains("there is no input body");
        assertThat(desk.trawl("runs", "--format", "jsonl").out()).isEmpty();
    }

    private Path stored(JsonNode document, int item) {
        return desk.data()
                .resolve("objects/batch")
                .resolve(document.get("run").stringValue())
                .resolve(item + ".json");
    }
}
