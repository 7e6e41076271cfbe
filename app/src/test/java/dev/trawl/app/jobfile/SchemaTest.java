package dev.trawl.app.jobfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class SchemaTest {
    private final JobFiles files = new JobFiles();
    private final JsonNode schema = files.reader.schema();

    @Test
    void it_says_which_draft_it_is() {
        assertThat(schema.get("$schema").stringValue()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    @Test
    void it_takes_every_ready_made_job_and_every_whole_example() throws IOException {
        try (Stream<Path> jobs = Files.list(Path.of("../jobs"))) {
            for (Path job : jobs.toList()) {
                assertThat(takes(Files.readString(job))).as(job.toString()).isTrue();
            }
        }
        Stream<String> whole = ShippedJobsTest.examples().filter(example -> example.startsWith("job:"));
        assertThat(whole).isNotEmpty().allMatch(this::takes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limits: {concurency: 5}",
                "limits: {concurrency: many}",
                "limits: {perHost: 0}",
                "limits: {timeout: 30}",
                "tolerate: {items: 1, percent: 5}",
                "chunk: lots",
                "chunk: 0",
                "on: {schedule: daily}",
                "on: {http: {wait: 5s}}",
                "on: {http: {route: /x}}",
                "inputs: {Limit: {type: text}}",
                "inputs: {a: {type: intger}}",
                "inputs: {a: {}}",
                "tables: {t: {key: [], columns: {a: text}}}",
                "tables: {t: {key: a, columns: {a: txt}}}",
                "limits: []",
                "keep: forever",
                "store: {table: t, jdbc: {}}",
                "unknown: 1"
            })
    void it_refuses_what_the_reader_refuses(String mistake) {
        assertThat(files.complaints(JobFiles.with(mistake))).isNotEmpty();
        assertThat(takes(JobFiles.with(mistake))).isFalse();
    }

    private boolean takes(String yaml) {
        return SchemaJudge.takes(
                schema, YamlReader.read("x.yaml", yaml.getBytes(UTF_8)).tree());
    }
}
