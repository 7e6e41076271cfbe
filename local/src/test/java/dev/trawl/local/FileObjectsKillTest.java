package dev.trawl.local;

import static dev.trawl.local.FileObjectsTest.files;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class FileObjectsKillTest {
    private static final int KILLS = 6;

    @TempDir
    private Path parent;

    @Test
    void a_process_that_is_killed_while_it_stores_leaves_whole_objects_and_all_that_it_acknowledged() throws Exception {
        Path root = parent.resolve("data");
        Random random = new Random(20_261_121);
        Set<String> acknowledged = new HashSet<>();
        for (int kill = 0; kill < KILLS; kill++) {
            killAfter(random.nextInt(300), root, acknowledged);
            assertWhole(root, acknowledged);
        }
        assertThat(acknowledged).isNotEmpty();
    }

    private static void killAfter(int stored, Path root, Set<String> acknowledged) throws Exception {
        try (ChildJava writer = ChildJava.start(ObjectWriter.class, root)) {
            for (int n = 0; n <= stored; n++) {
                acknowledged.add(writer.line().orElseThrow());
            }
            writer.kill();
        }
    }

    private static void assertWhole(Path root, Set<String> acknowledged) throws IOException {
        try (DataFolder folder = DataFolder.open(root)) {
            FileObjects.open(folder);
            assertThat(files(folder.paths().temporary())).isEmpty();
            for (Path object : files(folder.paths().objects())) {
                assertThat(ObjectWriter.whole(Files.readString(object))).isTrue();
            }
            for (Path content : files(folder.paths().content())) {
                assertThat((Integer) Files.getAttribute(content, "unix:nlink")).isGreaterThan(1);
            }
            assertThat(acknowledged)
                    .allSatisfy(key ->
                            assertThat(folder.paths().objects().resolve(key)).isRegularFile());
        }
    }
}
