package dev.trawl.app.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.testkit.web.Answer;
import dev.trawl.testkit.web.HostileServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What makes no sense, or is not there, is said in a few clear lines. */
@Timeout(60)
final class NonsenseTest {
    private static final int LINES_MAX = 8;

    @TempDir
    private Path root;

    private TrawlFolder folder;

    @BeforeEach
    void begin() throws IOException {
        folder = new TrawlFolder(root, List.of());
    }

    @AfterEach
    void end() {
        folder.close();
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("run errand", "did you mean \"errands\"?"),
                Arguments.of("run reddit-pictures subredit=aww", "did you mean \"subreddit\"?"),
                Arguments.of("run reddit-pictures subreddit=aww limit=many", "limit takes a whole number"),
                Arguments.of("run reddit-pictures", "subreddit"),
                Arguments.of(
                        "run reddit-pictures subreddit=a/b",
                        "got: a/b; nothing was started; trawl run reddit-pictures --help"),
                Arguments.of("run reddit-pictures subreddit=", "got: nothing; nothing was started"),
                Arguments.of(
                        "run reddit-pictures subreddit=" + "a/".repeat(2_500),
                        "(5000 characters); nothing was started"),
                Arguments.of(
                        "run reddit-pictures subreddit=aww --ca nofile",
                        "there is no such file or folder; nothing was asked"),
                Arguments.of("run reddit-pictures subreddit=aww timeout=fast", "timeout"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void a_mistake_in_a_command_ends_with_2_and_leaves_no_folder(String line, String complaint) throws Exception {
        ChildTrawl.Ended ended = folder.trawl((line + " --json").split(" ", -1));
        assertThat(ended.status()).isEqualTo(2);
        clear(ended, complaint);
        assertThat(ended.out()).isEmpty();
        assertThat(folder.data()).doesNotExist();
    }

    private static Answer says(int status, String headers, String body) {
        return line -> line.answer(status, headers, body);
    }

    static Stream<Arguments> listings() {
        return Stream.of(
                Arguments.of("http-404", says(404, "", "{\"message\": \"Not Found\", \"error\": 404}"), "not found"),
                Arguments.of("http-404", says(404, "", "{\"reason\": \"banned\", \"error\": 404}"), "r/aww is banned"),
                Arguments.of("http-403", says(403, "", "{\"reason\": \"private\"}"), "r/aww is private"),
                Arguments.of("http-429", says(429, "", "slow down"), "too many requests"),
                Arguments.of("http-429", says(429, "Retry-After: 7200\r\n", ""), "too many requests"),
                Arguments.of("bad-body", says(200, "Content-Type: text/html\r\n", "<html>Log in</html>"), "r/aww"),
                Arguments.of("bad-body", says(200, "", "{\"kind\": \"Listing\", \"data\": {\"chil"), "r/aww"),
                Arguments.of("truncated", cut(), "r/aww"),
                Arguments.of("bad-redirect", says(302, "Location: /subreddits/search?q=aww\r\n", ""), "r/aww"));
    }

    private static Answer cut() {
        return line -> {
            line.head(200, "Content-Length: 1000\r\n");
            line.send("{\"kind\": \"Listing\"".getBytes(UTF_8));
            line.end();
        };
    }

    @ParameterizedTest
    @MethodSource("listings")
    void a_subreddit_that_cannot_be_listed_fails_the_run_and_says_why(String reason, Answer answer, String complaint)
            throws Exception {
        try (HostileServer server = HostileServer.start()) {
            server.on("/r/aww/top.json", answer);
            server.on("/subreddits/search", says(200, "Content-Type: text/html\r\n", "<html>Search</html>"));
            ChildTrawl.Ended ended = folder.trawl(
                    "run",
                    "reddit-pictures",
                    "subreddit=aww",
                    "reddit=http://127.0.0.1:" + server.port(),
                    "retries=10ms",
                    "--json");
            assertThat(ended.status()).as(ended.err()).isEqualTo(1);
            clear(ended, complaint);
            assertThat(ended.err()).contains(reason);
            assertThat(ended.document().get("state").asString()).isEqualTo("failed");
            assertThat(ended.document().get("items").get("listed").asInt()).isZero();
        }
    }

    @Test
    void an_address_that_is_refused_is_explained_once() throws Exception {
        ChildTrawl.Ended ended = listing();
        assertThat(ended.status()).as(ended.err()).isEqualTo(1);
        clear(ended, "let its address through with --allow-address if it is meant");
        assertThat(ended.err()).containsOnlyOnce("--allow-address").containsOnlyOnce("address-refused");
        assertThat(ended.err()).doesNotContainIgnoringCase("check the name");
    }

    @Test
    void a_proxy_that_is_down_is_blamed_itself() throws Exception {
        ChildTrawl.Ended ended = listing("--allow-address", "127.0.0.0/8", "--proxy", "http://127.0.0.1:9");
        assertThat(ended.status()).as(ended.err()).isEqualTo(1);
        clear(ended, "check that the proxy is up, or leave out --proxy");
        assertThat(ended.err())
                .doesNotContain("check that its host is up")
                .doesNotContainIgnoringCase("check the name");
    }

    private ChildTrawl.Ended listing(String... network) throws Exception {
        List<String> words = new ArrayList<>(List.of("run", "reddit-pictures", "subreddit=aww", "--quiet", "--json"));
        words.addAll(List.of(
                "reddit=http://127.0.0.1:9",
                "retries=10ms",
                "--data",
                folder.data().toString()));
        words.addAll(List.of(network));
        try (ChildTrawl child = ChildTrawl.start(root, words)) {
            return child.end();
        }
    }

    @Test
    void a_plain_file_is_no_data_folder() throws Exception {
        Files.writeString(folder.data(), "a file");
        environment(folder.trawl("run", "errands", "--json"), "is no folder");
        environment(folder.trawl("runs"), "it is no folder");
        environment(folder.trawl("objects"), "it is no folder");
    }

    @Test
    void a_folder_whose_name_no_file_system_takes_is_refused_in_words() throws Exception {
        environment(folder.trawl("run", "errands", "--json", "--data", "x".repeat(300)), "failed: File name too long.");
    }

    @Test
    void a_folder_where_nothing_can_be_written_is_refused() throws Exception {
        // Nobody makes folders there, not even root.
        environment(folder.trawl("run", "errands", "--json", "--data", "/sys/trawl"), "/sys/trawl");
    }

    @Test
    void a_folder_of_a_newer_version_is_neither_worked_nor_read() throws Exception {
        Files.createDirectories(folder.data());
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + folder.data().resolve("trawl.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version=99");
        }
        environment(folder.trawl("run", "errands", "--json"), "newer version");
        environment(folder.trawl("runs"), "newer version");
    }

    @Test
    void a_ledger_that_is_none_is_refused_and_kept() throws Exception {
        Files.createDirectories(folder.data());
        Path ledger = Files.writeString(folder.data().resolve("trawl.db"), "This is a letter. ".repeat(500));
        environment(folder.trawl("run", "errands", "--json"), "ledger");
        environment(folder.trawl("runs"), "ledger");
        assertThat(ledger).content().startsWith("This is a letter.");
    }

    @Test
    void a_folder_whose_process_died_before_it_wrote_anything_is_an_empty_one() throws Exception {
        Files.createDirectories(folder.data());
        Files.createFile(folder.data().resolve("trawl.db"));
        assertThat(folder.good("runs").out()).isEmpty();
        ChildTrawl.Ended resumed = folder.trawl("run", "--resume", "1k3f9a2b7c0d4e5f");
        assertThat(resumed.status()).as(resumed.err()).isEqualTo(2);
        clear(resumed, "Looking for runs");
    }

    private static void environment(ChildTrawl.Ended ended, String complaint) {
        assertThat(ended.status()).as(ended.err()).isEqualTo(3);
        clear(ended, complaint);
        assertThat(ended.out()).isEmpty();
    }

    private static void clear(ChildTrawl.Ended ended, String complaint) {
        assertThat(ended.err()).contains(complaint).doesNotContain("\tat ", "Exception", "fault of its own");
        assertThat(ended.err().lines()).hasSizeBetween(1, LINES_MAX);
    }
}
