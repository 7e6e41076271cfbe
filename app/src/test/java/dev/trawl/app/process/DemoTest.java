package dev.trawl.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo as a newcomer runs it. */
@Timeout(120)
final class DemoTest {
    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource({"reddit-pictures,all 40 posts", "pages,all 48 pages"})
    void everything_is_accounted_for(String job, String said) throws Exception {
        String data = root.resolve("data").toString();
        List<String> line = List.of("demo", job, "--posts", "40", "--data", data);
        try (ChildTrawl child = ChildTrawl.start(root, ChildTrawl.Setting.OF_COMMANDS, line)) {
            ChildTrawl.Ended ended = child.end();
            assertThat(ended.status()).as(ended.err()).isZero();
            assertThat(ended.out()).contains("As it should be: " + said + " are accounted for");
        }
    }
}
