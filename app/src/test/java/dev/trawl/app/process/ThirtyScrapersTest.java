package dev.trawl.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Thirty jobs at once on one machine. Ten have workers in processes, of which three leak, one forks, one fills its disk, one never
 * answers and one floods its output: what each does with one of its items costs that item and nobody else.
 */
@Timeout(110)
final class ThirtyScrapersTest {
    private static final int GOOD_INLINE = 20;
    private static final int GONE_SECONDS = 10;

    /** How much more the server may have after a second round, in kilobytes: collected garbage comes and goes. */
    private static final long GROWTH_KB_MAX = 96 << 10;

    /** What each culprit does with the item x, and what becomes of it. */
    private static final Map<String, String> CULPRITS = Map.of(
            "leak-one", "worker-memory",
            "leak-two", "worker-memory",
            "leak-three", "worker-memory",
            "forks", "worker-memory",
            "fills", "worker-crash",
            "hangs", "worker-timeout",
            "floods", "worker-crash");

    private static final String LEAK = "tr '\\0' x </dev/zero | tail -n 1 >/dev/null";

    private static final Map<String, String> DEEDS = Map.of(
            "leak-one",
            LEAK,
            "leak-two",
            LEAK,
            "leak-three",
            LEAK,
            "forks",
            "n=0; while [ $n -lt 6 ]; do (" + LEAK + ") & n=$((n + 1)); done; wait",
            "fills",
            "for n in 1 2 3 4 5; do head -c 900000 /dev/zero >$n; done; sleep 600",
            "hangs",
            "sleep 600 & setsid sleep 600 & sleep 600",
            "floods",
            "tr '\\0' x </dev/zero");

    private static final String WORKER = """
            echo $$ >>PIDS
            while IFS= read -r line; do
                key=${line#*'"key":"'}
                key=${key%%'"'*}
                if [ "$key" = x ]; then
                    DEED
                fi
                echo "{\\"type\\":\\"row\\",\\"key\\":\\"$key\\",\\"row\\":{\\"item\\":\\"$key\\"}}"
                echo "{\\"type\\":\\"done\\",\\"key\\":\\"$key\\"}"
            done
            """;

    @TempDir
    private Path root;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> jobs = new ArrayList<>();

    private Path pids() {
        return root.resolve("pids");
    }

    private void write() throws Exception {
        Path folder = Files.createDirectories(root.resolve("jobs"));
        for (int n = 1; n <= 3; n++) {
            process(folder, "fine-" + n, ":");
        }
        for (Map.Entry<String, String> deed : DEEDS.entrySet()) {
            process(folder, deed.getKey(), deed.getValue());
        }
        for (int n = 1; n <= GOOD_INLINE; n++) {
            job(folder, "plain-" + n, "work: {nothing: {}}\n");
        }
    }

    private void process(Path folder, String name, String deed) throws IOException {
        Files.writeString(
                folder.resolve(name + ".sh"),
                WORKER.replace("PIDS", pids().toString()).replace("DEED", deed));
        job(folder, name, """
                work: {lane: process, command: [sh, %s.sh]}
                limits: {concurrency: 2, memory: 64MB, disk: 1MB, timeout: %s}
                store: {table: %s, key: item}
                """.formatted(name, name.equals("hangs") ? "8s" : "1m", "t_" + name.replace('-', '_')));
    }

    private void job(Path folder, String name, String work) throws IOException {
        Files.writeString(folder.resolve(name + ".yaml"), """
                job: %s
                source: {jdbc: {url: "jdbc:sqlite:%s", table: things, key: id}}
                retry: {attempts: 1}
                close: {table: ended}
                """.formatted(name, root.resolve("things.db")) + work);
        jobs.add(name);
    }

    private ChildTrawl serve() throws Exception {
        String url = "jdbc:sqlite:" + root.resolve("things.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE things (id TEXT PRIMARY KEY)");
            statement.execute("INSERT INTO things VALUES ('a'), ('b'), ('c'), ('d'), ('x'), ('y'), ('z')");
        }
        return ChildTrawl.start(
                root,
                List.of(
                        "serve",
                        "--port",
                        "0",
                        "--jobs",
                        root.resolve("jobs").toString(),
                        "--data",
                        root.resolve("data").toString()));
    }

    private String address(ChildTrawl server) throws Exception {
        Pattern address = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
        TrawlFolder.await("it listens", () -> address.matcher(server.said()).find());
        Matcher found = address.matcher(server.said());
        assertThat(found.find()).isTrue();
        return found.group();
    }

    private JsonNode asked(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return Json.parse(answer.body()).tree();
    }

    /** Starts a run of every job; their names. */
    private Map<String, String> startAll(String address) throws Exception {
        Map<String, String> runs = new HashMap<>();
        for (String job : jobs) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + "/api/jobs/" + job + "/runs"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"));
            runs.put(job, asked(request).get("run").stringValue());
        }
        return runs;
    }

    private JsonNode end(String address, String run) throws Exception {
        JsonNode document;
        do {
            document = asked(HttpRequest.newBuilder(URI.create(address + "/api/runs/" + run + "?wait=29")));
        } while (document.get("finished").isNull());
        return document;
    }

    /** All that is resident of a process, in kilobytes. */
    private static long resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private void round(String address) throws Exception {
        for (Map.Entry<String, String> run : startAll(address).entrySet()) {
            JsonNode document = end(address, run.getValue());
            String job = run.getKey();
            assertThat(document.get("state").stringValue())
                    .as(job + ": " + document)
                    .isEqualTo("succeeded");
            String reason = CULPRITS.get(job);
            assertThat(document.get("reasons").toString())
                    .as(job)
                    .isEqualTo(reason == null ? "{}" : "{\"" + reason + "\":1}");
            assertThat(document.at("/items/done").asInt()).as(job).isEqualTo(reason == null ? 7 : 6);
            assertThat(document.at("/rows/ended").asInt()).as(job).isEqualTo(1);
        }
    }

    @Test
    void whatever_seven_of_them_do_the_others_succeed_and_nothing_is_left() throws Exception {
        write();
        try (ChildTrawl server = serve()) {
            String address = address(server);
            round(address);
            long first = resident(server.pid());
            round(address);
            assertThat(resident(server.pid())).isLessThan(first + GROWTH_KB_MAX);
            Files.delete(pids());
            startAll(address);
            TrawlFolder.await(
                    "workers are at it",
                    () -> Files.exists(pids()) && Files.readAllLines(pids()).size() >= 10);
            server.kill();
            for (String pid : Files.readAllLines(pids())) {
                Optional<ProcessHandle> left = ProcessHandle.of(Long.parseLong(pid.strip()));
                if (left.isPresent()) {
                    left.get().onExit().get(GONE_SECONDS, TimeUnit.SECONDS);
                }
            }
        }
    }
}
