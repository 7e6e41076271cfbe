package dev.trawl.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class MisuseTest {
    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void sit() throws IOException {
        desk = new Desk(folder);
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("run", "trawl run needs a job"),
                Arguments.of("rnu fates", "There is no command \"rnu\"; did you mean \"run\"?"),
                Arguments.of("runs --fromat csv", "There is no option \"--fromat\"; did you mean \"--format\"?"),
                Arguments.of(
                        "run fate",
                        "There is no job \"fate\"; jobs are batch, fates, feed-hubs, feed-push, feed-subscribers,"
                                + " feeds, offers, pages, reddit-pictures"),
                Arguments.of("run fate", "did you mean \"fates\"?"),
                Arguments.of("run fates itms=5", "there is no input itms; did you mean \"items\"?"),
                Arguments.of("run fates items=abc", "the input items takes a whole number from 1 to 5000, got: abc"),
                Arguments.of("run fates items=5001", "from 1 to 5000, got: 5001"),
                Arguments.of("run fates items", "\"items\", which is no key=value"),
                Arguments.of("run fates items=1 items=2", "\"items\" is given twice"),
                Arguments.of(
                        "run fates note=@/nowhere/at-all",
                        "found no file that can be read: there is no such file or folder; nothing was started"),
                Arguments.of("run fates note=@/", "Reading the input note from / failed: it is a folder"),
                Arguments.of("run fates attempts=2 retries=1s", "attempts and retries are both given"),
                Arguments.of("run fates timeout=", "got: nothing. Nothing was started"),
                Arguments.of("run fates items=" + "9".repeat(5_000), "(5000 characters)"),
                Arguments.of("run fates items=99999999999999999999", "got: 99999999999999999999"),
                Arguments.of("check /", "/: the file cannot be read: it is a folder; name a job file"),
                Arguments.of("demo --posts many", "'many' is no whole number, or too large a one"),
                Arguments.of("demo page", "it takes reddit-pictures, pages, offers, feeds; did you mean \"pages\"?"),
                Arguments.of("demo feed", "did you mean \"feeds\"?"),
                Arguments.of("demo offers --products 0", "found 0 products; nothing was started; it takes 1 to 100000"),
                Arguments.of("demo --posts 1001", "demo reddit-pictures found 1001 posts; nothing was started"),
                Arguments.of("rows seen --where x", "option '--where'"),
                Arguments.of("rows seen --json --format csv", "--json and --format csv are both given"),
                Arguments.of("show run --json --format jsonl", "Looking for runs in "),
                Arguments.of("run --resume nothing", "Looking for runs in "),
                Arguments.of("run --resume a_b", "\"a_b\" is no name of a run"),
                Arguments.of("run --resume x fates", "takes a run and no job"),
                Arguments.of("run ./nowhere.yaml", "./nowhere.yaml: there is no such file"),
                Arguments.of("show", "RUN"),
                Arguments.of("show nothing", "Looking for runs in "),
                Arguments.of(
                        "rows sen",
                        "There is no table \"sen\"; tables are articles, deliveries, feed_hubs, feeds, pages,"
                                + " pictures, posts, seen, subscribers; did you mean \"seen\"?"),
                Arguments.of("rows seen --format xml", "xml"),
                Arguments.of("limits run concurrency=0", "takes concurrency=N, with N from 1 to 10000"),
                Arguments.of("redrive run --reason a --key b", "takes --reason or --key, not both"),
                Arguments.of("check", "trawl check needs a file"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void a_wrong_command_exits_2_says_why_and_touches_nothing(String line, String complaint) {
        Desk.Answer answer = desk.trawl(line.split(" ", -1));
        assertThat(answer.status()).as(answer.err()).isEqualTo(ExitStatus.USAGE);
        assertThat(answer.err()).contains(complaint).doesNotContain("\tat ", "Exception", "option option");
        assertThat(answer.err().length()).isLessThan(2_000);
        assertThat(answer.err().lines()).hasSizeLessThanOrEqualTo(Complaints.LINES_MAX);
        assertThat(answer.out()).isEmpty();
        assertThat(desk.data()).doesNotExist();
    }

    @Test
    void without_a_command_the_commands_are_pointed_to() {
        assertThat(desk.trawl().status()).isEqualTo(ExitStatus.USAGE);
        assertThat(desk.trawl().err()).contains("trawl --help lists them");
    }

    @Test
    void help_goes_to_standard_output_and_names_every_command() {
        Desk.Answer answer = desk.trawl("--help");
        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .contains(
                        "run", "serve", "check", "runs", "show", "dead", "redrive", "cancel", "pause", "resume",
                        "limits", "rows", "objects");
        assertThat(answer.err()).isEmpty();
    }

    @Test
    void check_tells_every_file_and_exits_2_where_one_is_wrong() throws IOException {
        Path good = folder.resolve("jobs/fates.yaml");
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "job: x\nsource: {numbers: {}}\nwrk: {fates: {}}\n");
        Desk.Answer answer = desk.trawl("check", good.toString(), bad.toString());
        assertThat(answer.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(answer.out()).isEqualTo(good + ": the job fates is valid\n");
        assertThat(answer.err()).contains(bad + ":3:1: unknown key \"wrk\"").contains("did you mean \"work\"?");
        assertThat(desk.trawl("check", good.toString()).status()).isZero();
    }

    @Test
    void check_prints_a_document_where_one_is_asked_for() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "job: x\n");
        Desk.Answer answer = desk.trawl("check", bad.toString(), "--json");
        assertThat(answer.document().get(0).get("problems")).hasSize(2);
        assertThat(answer.err()).isEmpty();
    }

    @Test
    void check_prints_the_schema() {
        assertThat(desk.trawl("check", "--schema").document().get("properties").has("source"))
                .isTrue();
    }
}
