package dev.trawl.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that work in temporary folders take them along, also when they are interrupted. */
@Timeout(120)
final class LeftoversTest {
    @TempDir
    private Path root;

    private Path temporary;

    @BeforeEach
    void begin() throws IOException {
        temporary = Files.createDirectory(root.resolve("tmp"));
    }

    private ChildTrawl start(Path temporaryFolder, String line) throws IOException, InterruptedException {
        ChildTrawl.Setting setting =
                ChildTrawl.Setting.OF_COMMANDS.with(Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporaryFolder));
        return ChildTrawl.start(root, setting, List.of(line.split(" ")));
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().startsWith("trawl-"))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bench fan-out --items 3000000 --rounds 1", "demo --data DATA"})
    void an_interrupted_command_leaves_none_behind_and_says_that_it_was_interrupted(String line) throws Exception {
        try (ChildTrawl child =
                start(temporary, line.replace("DATA", root.resolve("data").toString()))) {
            TrawlFolder.await("it works in a folder", () -> !left().isEmpty());
            child.signal("INT");
            ChildTrawl.Ended ended = child.end();

            assertThat(ended.status()).as(ended.err()).isEqualTo(130);
            assertThat(ended.err()).contains("Interrupted").doesNotContain("Exception", "fault of its own");
            assertThat(left()).isEmpty();
        }
    }

    @Test
    void a_place_where_none_can_be_made_is_named() throws Exception {
        try (ChildTrawl child = start(root.resolve("nowhere"), "bench keys --items 1000 --rounds 1")) {
            ChildTrawl.Ended ended = child.end();
            assertThat(ended.status()).isEqualTo(3);
            assertThat(ended.err())
                    .contains(
                            "Making a folder to work in under " + root.resolve("nowhere"),
                            "there is no such file or folder",
                            "-Djava.io.tmpdir=DIR");
        }
    }
}
