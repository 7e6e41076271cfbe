package dev.trawl.app.jobfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.ColumnType;
import dev.trawl.core.Environment;
import dev.trawl.core.Input;
import dev.trawl.core.InputSpec;
import dev.trawl.core.InputType;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Limits;
import dev.trawl.core.Services;
import dev.trawl.core.TableSpec;
import dev.trawl.core.Tolerance;
import dev.trawl.core.Triggers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class JobsMadeTest {
    private final JobFiles files = new JobFiles();

    @Test
    void rules_are_those_of_the_file() {
        Job job = files.read(JobFiles.with("""
                limits: {concurrency: 7, perHost: 3, timeout: 5s, deadline: 10m}
                retry: {attempts: 3, backoff: 100ms..1s}
                tolerate: {percent: 2.5}
                chunk: 10
                keep: 12h
                """)).job();
        assertThat(job.rules().limits()).isEqualTo(new Limits(7, 3, Duration.ofSeconds(5), Duration.ofMinutes(10)));
        assertThat(job.rules().retry().waits()).containsExactly(Duration.ofMillis(100), Duration.ofMillis(400));
        assertThat(job.rules().tolerance()).isEqualTo(new Tolerance.Percent(2.5));
        assertThat(job.rules().chunk()).isEqualTo(new ChunkSize.Fixed(10));
        assertThat(job.rules().keep()).isEqualTo(Duration.ofHours(12));
    }

    @Test
    void a_file_that_says_nothing_has_the_standard_rules() {
        assertThat(files.read(JobFiles.with("")).job().rules()).isEqualTo(Job.Rules.DEFAULT);
        assertThat(files.read(JobFiles.with("retry: {attempts: 2}"))
                        .job()
                        .rules()
                        .retry()
                        .waits())
                .containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void inputs_have_their_types_ranges_and_defaults() {
        Job job = files.read(JobFiles.with("""
                inputs:
                  name: {type: text, about: Its name.}
                  limit: {type: integer, min: 1, max: 1000, default: 100}
                  force: {type: truth, default: false}
                  note: {type: text, optional: true}
                  chunk: {type: size, default: auto}
                """)).job();
        assertThat(job.inputs())
                .containsExactly(
                        new InputSpec("name", new InputType.Text(), Optional.empty(), false, "Its name."),
                        new InputSpec("limit", new InputType.Whole(1, 1000), Optional.of("100"), false, ""),
                        new InputSpec("force", new InputType.Truth(), Optional.of("false"), false, ""),
                        new InputSpec("note", new InputType.Text(), Optional.empty(), true, ""),
                        new InputSpec("chunk", new InputType.Size(), Optional.of("auto"), false, ""));
    }

    @Test
    void tables_have_their_columns_in_the_order_of_the_file() {
        Job job = files.read(JobFiles.with("tables: {t: {key: [b, a], columns: {a: text, b: instant, c: json}}}"))
                .job();
        assertThat(job.tables())
                .containsExactly(new TableSpec(
                        "t",
                        List.of("b", "a"),
                        List.of(
                                new TableSpec.Column("a", ColumnType.TEXT),
                                new TableSpec.Column("b", ColumnType.INSTANT),
                                new TableSpec.Column("c", ColumnType.JSON))));
    }

    @Test
    void a_whole_template_keeps_its_type_and_a_part_becomes_text() {
        assertThat(
                        settings(
                                "{limit: '{limit}', text: 'at most {limit} of {{{name}}}', flag: '{flag}', gone: '{gone}', plain: 5}"))
                .hasToString("{\"limit\":5,\"text\":\"at most 5 of {aww}\",\"flag\":true,\"plain\":5}");
    }

    @Test
    void an_input_is_never_read_as_a_template() {
        Job job = files.read(
                        "job: x\ninputs: {name: {type: text}}\nsource: {echo: {a: '{name}'}}\nwork: {silent: {}}\n")
                .job();
        job.parts().source().open(input("{\"name\": \"{name}${env.HOME}\"}"), new Services(Map.of()));
        assertThat(files.opened.getLast()).hasToString("{\"a\":\"{name}${env.HOME}\"}");
    }

    @Test
    void the_environment_is_asked_at_use_and_its_values_are_not_in_the_definition() {
        Job job = files.read("job: x\nsource: {echo: {url: '${env.URL}/x'}}\nwork: {silent: {}}\n")
                .job();
        Environment environment = name -> Optional.of("secret of " + name);
        job.parts().source().open(input("{}"), new Services(Map.of(Environment.class, environment)));
        assertThat(files.opened.getLast()).hasToString("{\"url\":\"secret of URL/x\"}");
        assertThat(job.definition().toString()).contains("${env.URL}/x").doesNotContain("secret");
    }

    @Test
    void a_variable_that_is_not_set_is_named() {
        Job job = files.read("job: x\nsource: {echo: {url: '${env.URL}'}}\nwork: {silent: {}}\n")
                .job();
        Environment environment = _ -> Optional.empty();
        Services services = new Services(Map.of(Environment.class, environment));
        assertThatThrownBy(() -> job.parts().source().open(input("{}"), services))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("environment variable URL is not set");
    }

    @Test
    void a_job_can_be_made_again_from_its_definition() {
        Job job = files.read(
                        JobFiles.with("inputs: {n: {type: integer, max: 5}}\nlimits: {perHost: 2}\nabout: Again.\n"))
                .job();
        Job again = files.reader.pinned("example", Json.parse(job.definition().toString()));
        assertThat(again.inputs()).isEqualTo(job.inputs());
        assertThat(again.rules()).isEqualTo(job.rules());
        assertThat(again.definition()).isEqualTo(job.definition());
    }

    @Test
    void a_definition_that_makes_no_job_any_more_is_told() {
        assertThatThrownBy(() -> files.reader.pinned(
                        "example",
                        Json.parse("{\"job\": \"x\", \"source\": {\"gone\": {}}, \"work\": {\"silent\": {}}}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown key \"gone\" in source");
    }

    @Test
    void a_table_has_indexes_and_its_columns_have_defaults() {
        TableSpec table = files.read("""
                        job: x
                        source: {body: {}}
                        work: {silent: {}}
                        tables: {people: {key: id, index: feed, columns: {id: text, feed: text, state: {type: text, default: active}}}}
                        """).job().tables().getFirst();
        assertThat(table.index()).containsExactly("feed");
        assertThat(table.column("state").orElseThrow().standard()).contains("active");
        assertThat(files.complaints("""
                        job: x
                        source: {body: {}}
                        work: {silent: {}}
                        tables: {people: {key: id, index: feet, columns: {id: text, feed: text, age: {type: integer, default: old}}}}
                        """))
                .anySatisfy(wrong -> assertThat(wrong).contains("indexed column feet is no column", "feed"))
                .anySatisfy(wrong -> assertThat(wrong).contains("the default of age takes a whole number, got: old"));
    }

    @Test
    void changes_are_taken_by_a_body_or_an_input() {
        assertThat(files.complaints(
                        "job: x\non: {change: {table: t, inputs: [shade]}}\nsource: {echo: {}}\nwork: {silent: {}}\n"))
                .anySatisfy(wrong -> assertThat(wrong).contains("nothing takes the changes"))
                .anySatisfy(wrong -> assertThat(wrong).contains("on.change names shade, which is no input"));
        Job job = files.read(
                        "job: x\non: {change: {table: t, kinds: [new], batch: 7}}\nsource: {body: {}}\nwork: {silent: {}}\n")
                .job();
        assertThat(job.triggers().change())
                .contains(new Triggers.Change("t", Set.of(Triggers.Change.Kind.NEW), 7, List.of()));
    }

    @Test
    void a_job_tells_one_topic_of_its_runs_or_topics_of_its_runs_and_outcomes() {
        assertThat(published("offers")).isEqualTo(new Triggers.Publish(Optional.of("offers"), Optional.empty()));
        assertThat(published("{outcomes: prices}"))
                .isEqualTo(new Triggers.Publish(Optional.empty(), Optional.of("prices")));
        assertThat(published("{runs: offers, outcomes: prices}"))
                .isEqualTo(new Triggers.Publish(Optional.of("offers"), Optional.of("prices")));
        assertThat(files.complaints(publishing("{outcome: prices}")))
                .anySatisfy(wrong -> assertThat(wrong).contains("outcomes"));
    }

    private Triggers.Publish published(String publish) {
        return files.read(publishing(publish)).job().triggers().publish();
    }

    private static String publishing(String publish) {
        return "job: x\npublish: " + publish + "\nsource: {body: {}}\nwork: {silent: {}}\n";
    }

    @Test
    void what_has_no_effect_yet_is_noted_where_it_stands() {
        JobFile file =
                files.read("job: x\non: {change: {table: t}}\nsource: {body: {}}\nwork: {page: {url: \"{url}\"}}\n");
        assertThat(file.notes())
                .extracting(note -> note.in("x.yaml"))
                .containsExactly(
                        "x.yaml:4:8: note: the worker page is checked and kept, but trawl run cannot run it in this version");
        assertThatThrownBy(() -> file.job().parts().work().open(input("{}"), new Services(Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names the worker page, which this version does not have");
    }

    private JsonNode settings(String settings) {
        String inputs =
                "inputs: {limit: {type: integer}, name: {type: text}, flag: {type: truth}, gone: {type: text, optional: true}}";
        Job job = files.read("job: x\n" + inputs + "\nsource: {echo: " + settings + "}\nwork: {silent: {}}\n")
                .job();
        job.parts().source().open(input("{\"limit\": 5, \"name\": \"aww\", \"flag\": true}"), new Services(Map.of()));
        return files.opened.getLast();
    }

    private static Input input(String json) {
        return new Input(Json.parse(json));
    }
}
