package dev.trawl.app.jobfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class MistakesTest {
    private final JobFiles files = new JobFiles();

    /** Lines added below the three of every job, and what is said about them, to the line and column. */
    static Stream<Arguments> mistakes() {
        return Stream.of(inRules(), inTriggers(), inTheRest(), ofCommands()).flatMap(mistakes -> mistakes);
    }

    private static Stream<Arguments> ofCommands() {
        return Stream.of(
                Arguments.of(
                        "store: {table: t}",
                        "x.yaml:4:9: store names the table t, and nothing says what names its rows; add key to store,"
                                + " such as key: item, or declare it in tables"),
                Arguments.of(
                        "limits: {weight: 0}",
                        "x.yaml:4:18: found 0; limits.weight takes a whole number from 1 to 1000"));
    }

    private static Stream<Arguments> inRules() {
        return Stream.of(
                Arguments.of(
                        "keep: 30s",
                        "x.yaml:4:7: keep takes a duration of at least 1m, got: 30s; whoever waits for a run reads how it ended in that time"),
                Arguments.of(
                        "limits:\n  concurency: 5",
                        "x.yaml:5:3: unknown key \"concurency\" in limits; known are concurrency, perHost, timeout, deadline,"
                                + " memory, disk, weight, budget; did you mean \"concurrency\"?"),
                Arguments.of(
                        "limits: {concurrency: many}",
                        "x.yaml:4:23: found \"many\"; limits.concurrency takes a whole number from 1 to 10000"),
                Arguments.of(
                        "limits: {perHost: 0}",
                        "x.yaml:4:19: found 0; limits.perHost takes a whole number from 1 to 10000"),
                Arguments.of(
                        "limits: {timeout: 30}",
                        "x.yaml:4:19: found 30; limits.timeout takes a duration longer than nothing, such as 500ms, 30s, 5m or 2h"),
                Arguments.of(
                        "limits: {timeout: 0s}",
                        "x.yaml:4:19: limits.timeout takes a duration longer than nothing, got: 0s"),
                Arguments.of(
                        "limits: []",
                        "x.yaml:4:9: found a list; limits takes an object with concurrency, perHost, timeout, deadline, memory, disk, weight, budget"),
                Arguments.of(
                        "limits:",
                        "x.yaml:4:8: found nothing; limits takes an object with concurrency, perHost, timeout, deadline, memory, disk, weight, budget"),
                Arguments.of(
                        "retry: {backoff: 16s..1s}",
                        "x.yaml:4:18: retry.backoff takes the shorter wait first, such as 1s..16s, got: 16s..1s"),
                Arguments.of(
                        "retry: {attempts: 61}",
                        "x.yaml:4:19: found 61; retry.attempts takes a whole number from 1 to 60"),
                Arguments.of(
                        "tolerate: {items: 1, percent: 5}",
                        "x.yaml:4:11: found items and percent; tolerate takes exactly one of items, percent"),
                Arguments.of(
                        "tolerate: {percent: 101}",
                        "x.yaml:4:21: found 101; tolerate.percent takes a number from 0 to 100"),
                Arguments.of("chunk: lots", "x.yaml:4:8: found \"lots\"; chunk takes auto"));
    }

    private static Stream<Arguments> inTriggers() {
        return Stream.of(
                Arguments.of(
                        "on: {schedule: 0 0 30 2 *}",
                        "x.yaml:4:16: on.schedule takes a day that some month has, got: 0 0 30 2 *"),
                Arguments.of(
                        "on: {schedule: every 10ms}",
                        "x.yaml:4:16: on.schedule takes at least 1s after \"every\", got: 10ms"),
                Arguments.of(
                        "on: {schedule: {at: 0 6 * * *, zone: Mars/Base}}",
                        "x.yaml:4:38: on.schedule.zone takes a time zone such as UTC or Europe/Berlin, got: Mars/Base"),
                Arguments.of(
                        "on: {schedule: {at: every 10s, jitter: 11s}}",
                        "x.yaml:4:16: on.schedule takes a jitter of at most 10s, got: 11000ms"),
                Arguments.of(
                        "on: {finished: {job: other, if: items.dead}}",
                        "x.yaml:4:33: on.finished.if takes one of = != < <= > >= at character 11, got: the end"));
    }

    private static Stream<Arguments> inTheRest() {
        return Stream.of(
                Arguments.of(
                        "on:\n  schedule: 0 25 * * *",
                        "x.yaml:5:13: on.schedule takes 0 to 23 as hour, with *, ranges a-b, lists a,b and steps /n; got: 25"),
                Arguments.of(
                        "on: {schedule: daily}",
                        "x.yaml:4:16: found \"daily\"; on.schedule takes five cron fields such as \"0 */6 * * *\", or \"every 10m\""),
                Arguments.of(
                        "on: {http: {route: /x}}",
                        "x.yaml:4:20: found \"/x\"; on.http.route takes a method and a path, such as POST /r/{subreddit}"),
                Arguments.of(
                        "on: {http: {wait: 5s}}",
                        "x.yaml:4:12: on.http has no key \"route\", which is needed; it takes a method and a path, such as POST /r/{subreddit}"),
                Arguments.of(
                        "on: {http: {route: \"POST /r/{name}\"}}",
                        "x.yaml:4:20: the route names {name}, which is no input; add it to inputs"),
                Arguments.of(
                        "on: {finished: {job: offers, when: success}}",
                        "x.yaml:4:36: found \"success\"; on.finished.when takes one of succeeded, failed, any"),
                Arguments.of(
                        "inputs:\n  limit: {type: intger}",
                        "x.yaml:5:17: found \"intger\"; inputs.limit.type takes one of text, integer, truth, choice, duration,"
                                + " durations, size, list, json; did you mean \"integer\"?"),
                Arguments.of(
                        "inputs: {Limit: {type: text}}",
                        "x.yaml:4:10: found \"Limit\"; the name of an input is 1 to 63 lower-case letters, digits and _"),
                Arguments.of(
                        "inputs: {n: {type: integer, max: 5, default: 6}}",
                        "x.yaml:4:46: the default of n takes a whole number from -9223372036854775808 to 5, got: 6"),
                Arguments.of(
                        "inputs: {n: {type: text, max: 5}}",
                        "x.yaml:4:26: key \"max\" is for inputs of type integer, this one is text; remove it or change the type"),
                Arguments.of(
                        "inputs: {n: {type: choice}}",
                        "x.yaml:4:13: a choice has no key \"words\", which is needed; it lists what may be chosen"),
                Arguments.of(
                        "tables: {t: {key: [a, b], columns: {a: text}}}",
                        "x.yaml:4:23: key column b is no column of the table; columns are a"),
                Arguments.of(
                        "tables: {t: {key: a, columns: {a: txt}}}",
                        "x.yaml:4:35: found \"txt\"; tables.t.columns.a takes one of text, integer, number, truth, instant, json; did you mean \"text\"?"),
                Arguments.of(
                        "store: {table: t, jdbc: {}}",
                        "x.yaml:4:8: found table and jdbc; store takes exactly one of table, jdbc"),
                Arguments.of(
                        "keep: forever",
                        "x.yaml:4:7: found \"forever\"; keep takes a duration of at least 1m, such as 12h or 30d"),
                Arguments.of(
                        "chunk: 1\nchunk: 2",
                        "x.yaml:5:1: key \"chunk\" is there already, at line 4; a key comes once"),
                Arguments.of(
                        "about: !!str five",
                        "x.yaml:4:8: tag \"tag:yaml.org,2002:str\" is not allowed; write the value without it"),
                Arguments.of(
                        "about: \"a\\eb\"\nx\u0301\ny: 1",
                        "x.yaml:6:1: this is no YAML: while scanning a simple key, could not find expected ':'"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_told_by_line_and_column_with_what_is_allowed(String more, String complaint) {
        assertThat(files.complaints(JobFiles.with(more))).containsExactly(complaint);
    }

    @Test
    void a_misspelt_source_is_told_once_with_the_one_meant() {
        assertThat(files.complaints("job: x\nsource: {redit: {}}\nwork: {silent: {}}\n"))
                .containsExactly(
                        "x.yaml:2:10: unknown key \"redit\" in source; known are body, echo, feeds, hubs, jdbc, pages, reddit, subscribers; did you mean \"reddit\"?");
    }

    @Test
    void an_unknown_name_in_braces_is_told_with_the_input_meant() {
        assertThat(files.complaints("""
                job: x
                inputs: {subreddit: {type: text}}
                source:
                  echo: {a: {b: ["{subredit}"]}}
                work: {silent: {}}
                """))
                .containsExactly(
                        "x.yaml:4:18: found {subredit}, which is no input; inputs are subreddit; did you mean \"subreddit\"?");
    }

    @Test
    void a_wrong_rule_of_a_worker_is_told_where_it_stands() {
        assertThat(JobFiles.installed().complaints("""
                job: x
                source: {body: {}}
                work:
                  page:
                    follows: true
                    extract:
                      price: "css: .price | mony"
                      size: "css: .size | number"
                tables:
                  pages: {key: url, columns: {url: text, size: text}}
                """))
                .containsExactly(
                        "x.yaml:5:5: work.page: unknown setting \"follows\"; known are url, follow, depth, scope, robots,"
                                + " extract, store, lane, browser; did you mean \"follow\"?",
                        "x.yaml:7:14: work.page.extract.price: the rule of price found the filter \"mony\"; known are text,"
                                + " attr, url, re, number, integer, money, date, all, first, default; did you mean \"money\"?",
                        "x.yaml:8:13: work.page.extract.size: the rule of size gives NUMBER, and the column is TEXT;"
                                + " change one of them");
    }

    @Test
    void a_brace_that_is_no_template_is_told() {
        assertThat(files.complaints("job: x\nsource: {echo: {a: \"b{\"}}\nwork: {silent: {}}\n"))
                .containsExactly(
                        "x.yaml:2:20: source.echo.a holds a brace that is no {input} and no ${env.NAME}; write {{ or }} for a brace itself");
    }

    @Test
    void everything_that_is_wrong_is_told_at_once_and_in_order() {
        assertThat(files.complaints("jbo: x\nsource: {}\nwork: {silent: 5}\nkeep: 1\n"))
                .extracting(line -> line.substring(0, line.indexOf(' ')))
                .containsExactly("x.yaml:1:1:", "x.yaml:1:1:", "x.yaml:2:9:", "x.yaml:3:16:", "x.yaml:4:7:");
    }

    @Test
    void what_cannot_be_told_in_full_is_counted() {
        String keys = String.join(
                "", IntStream.range(0, 50).mapToObj(n -> "zz" + n + ": 1\n").toList());
        List<String> complaints = files.complaints(JobFiles.with(keys));
        assertThat(complaints).hasSize(InvalidJob.PROBLEMS_SHOWN_MAX + 1).last().isEqualTo("x.yaml: and 30 more");
    }
}
