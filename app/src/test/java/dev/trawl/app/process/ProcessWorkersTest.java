package dev.trawl.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.app.process.ChildTrawl.Setting;
import dev.trawl.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The job and the workers of docs/process-workers.md do what it says, and leave nothing behind. */
@Timeout(120)
final class ProcessWorkersTest {
    private static final int GONE_SECONDS = 10;

    @TempDir
    private Path root;

    private static String example(String language) throws IOException {
        return example(language, 1);
    }

    /** One of the page's examples in a language, from 1. */
    private static String example(String language, int which) throws IOException {
        return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```")
                .matcher(Files.readString(Path.of("../docs/process-workers.md")))
                .results()
                .skip(which - 1L)
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private Setting catalogue() throws Exception {
        String url = "jdbc:sqlite:" + root.resolve("catalogue.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE lane_items (id TEXT PRIMARY KEY, n INTEGER)");
            statement.execute("INSERT INTO lane_items VALUES ('a', 1), ('b', 2), ('c', NULL), ('d', 4)");
        }
        return Setting.OF_COMMANDS.with(Map.of("CATALOGUE_URL", url));
    }

    private ChildTrawl start(Setting setting, String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--data", root.resolve("data").toString()));
        return ChildTrawl.start(root, setting, line);
    }

    @ParameterizedTest
    @CsvSource({"python3, worker.py, python", "node, worker.js, javascript"})
    void the_example_of_each_language_works_the_job_of_the_page(String program, String file, String language)
            throws Exception {
        Files.writeString(root.resolve(file), example(language));
        Path job = Files.writeString(
                root.resolve("doubles.yaml"), example("yaml").replace("python3, worker.py", program + ", " + file));
        try (ChildTrawl run = start(catalogue(), "run", job.toString(), "--json")) {
            ChildTrawl.Ended ended = run.end();
            assertThat(ended.status()).as(ended.err()).isEqualTo(1);
            assertThat(ended.document().get("items").toString())
                    .isEqualTo("{\"listed\":4,\"done\":3,\"dead\":1,\"cancelled\":0}");
            assertThat(ended.document().at("/reasons/no-number").asInt(0)).isEqualTo(1);
            assertThat(ended.err()).contains(": hello a\n", ": hello d\n");
        }
        try (ChildTrawl rows = start(Setting.OF_COMMANDS, "rows", "doubles", "--format", "jsonl")) {
            assertThat(rows.end().lines())
                    .extracting(JsonNode::toString)
                    .containsExactlyInAnyOrder(
                            "{\"item\":\"a\",\"twice\":2}",
                            "{\"item\":\"b\",\"twice\":4}",
                            "{\"item\":\"d\",\"twice\":8}");
        }
    }

    @Test
    void the_example_that_stores_objects_stores_them_under_the_name_of_the_job() throws Exception {
        Files.writeString(root.resolve("worker.py"), example("python", 2));
        Path job = Files.writeString(root.resolve("doubles.yaml"), example("yaml"));
        try (ChildTrawl run = start(catalogue(), "run", job.toString(), "--json")) {
            ChildTrawl.Ended ended = run.end();
            assertThat(ended.status()).as(ended.err()).isZero();
            assertThat(ended.document().get("objects").asInt()).isEqualTo(8);
        }
        try (ChildTrawl objects = start(Setting.OF_COMMANDS, "objects", "doubles/", "--format", "jsonl")) {
            assertThat(objects.end().lines())
                    .hasSize(8)
                    .extracting(object -> object.get("type").stringValue())
                    .containsOnly("text/plain", "application/octet-stream");
        }
        assertThat(root.resolve("data/objects/doubles/reports/a.txt")).content().startsWith("A report of a");
        assertThat(root.resolve("data/objects/doubles/marks/a")).hasContent("a");
    }

    @Test
    void nothing_of_a_worker_is_left_when_trawl_is_killed() throws Exception {
        Path pids = root.resolve("pids");
        Files.writeString(root.resolve("worker.sh"), """
                echo $$ >>PIDS
                sleep 600 & echo $! >>PIDS
                setsid sleep 600 & echo $! >>PIDS
                env -i setsid sleep 600 & echo $! >>PIDS
                echo >PIDS.ready
                sleep 600
                """.replace("PIDS", pids.toString()));
        Path job = Files.writeString(
                root.resolve("hangs.yaml"),
                example("yaml")
                        .replace("python3, worker.py", "sh, worker.sh")
                        .replace("concurrency: 2", "concurrency: 1"));
        try (ChildTrawl run = start(catalogue(), "run", job.toString())) {
            TrawlFolder.await("The worker has its children", () -> Files.exists(Path.of(pids + ".ready")));
            run.kill();
        }
        List<String> left = Files.readAllLines(pids);
        assertThat(left).hasSize(4);
        for (String pid : left) {
            Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid.strip()));
            if (process.isPresent()) {
                process.get().onExit().get(GONE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\\\"type\\\":\\\"done\\\",\\\"key\\\":\\\"$key\\\"} | 0 | succeeded",
                "{\\\"type\\\":\\\"dead\\\",\\\"key\\\":\\\"$key\\\",\\\"reason\\\":\\\"no-room\\\"} | 1 | failed"
            })
    void a_closing_command_is_told_of_the_row_of_a_runs_end_and_may_refuse_it(String says, int status, String state)
            throws Exception {
        Path told = root.resolve("told");
        Files.writeString(
                root.resolve("close.sh"), """
                IFS= read -r line
                key=${line#*'"key":"'}
                key=${key%%'"'*}
                echo "$line" >TOLD
                echo "SAYS"
                """.replace("TOLD", told.toString()).replace("SAYS", says));
        Path job = Files.writeString(root.resolve("told.yaml"), """
                job: told
                source: {jdbc: {url: "${env.CATALOGUE_URL}", table: lane_items, key: id}}
                work: {nothing: {}}
                close: {command: [sh, close.sh], table: told_runs}
                """);
        try (ChildTrawl run = start(catalogue(), "run", job.toString(), "--json")) {
            ChildTrawl.Ended ended = run.end();
            assertThat(ended.status()).as(ended.err()).isEqualTo(status);
            assertThat(ended.document().get("state").stringValue()).isEqualTo(state);
            JsonNode line = Json.parse(Files.readString(told)).tree();
            assertThat(line.get("key")).isEqualTo(ended.document().get("run"));
            assertThat(line.at("/value/done").asInt()).isEqualTo(4);
        }
        try (ChildTrawl rows = start(Setting.OF_COMMANDS, "rows", "told_runs", "--format", "jsonl")) {
            assertThat(rows.end().lines()).singleElement().satisfies(row -> {
                assertThat(row.get("state").stringValue()).isEqualTo(state);
                assertThat(row.get("listed").asInt()).isEqualTo(4);
            });
        }
    }

    @Test
    void a_program_that_is_not_there_starts_no_run() throws Exception {
        Path job = Files.writeString(
                root.resolve("missing.yaml"), example("yaml").replace("python3, worker.py", "no-such-program"));
        try (ChildTrawl run = start(catalogue(), "run", job.toString())) {
            ChildTrawl.Ended ended = run.end();
            assertThat(ended.status()).as(ended.err()).isEqualTo(2);
            assertThat(ended.err()).contains("names the program no-such-program, which is not on the PATH");
            assertThat(root.resolve("data")).doesNotExist();
        }
    }
}
