package dev.trawl.app.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.trawl.core.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The chain of three job files in the documents does what they say. */
@Timeout(120)
final class ChainTest {
    private static final int OK = 200;
    private static final int GONE = 404;

    @TempDir
    private Path root;

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private TrawlFolder folder;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                boolean missing = exchange.getRequestURI().getPath().equals("/late") && asked.incrementAndGet() == 1;
                byte[] body = "<title>here</title>".getBytes(UTF_8);
                exchange.sendResponseHeaders(missing ? GONE : OK, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        folder = new TrawlFolder(root, List.of());
        String document = Files.readString(Path.of("../docs/pages-sources.md"));
        List<String> files = Pattern.compile("(?ms)^```yaml\\n(job: .*?)^```")
                .matcher(document)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(files).hasSize(3);
        for (int n = 0; n < files.size(); n++) {
            Files.writeString(root.resolve("jobs/chain-" + n + ".yaml"), files.get(n));
        }
    }

    @AfterEach
    void close() {
        folder.close();
        server.stop(0);
    }

    @Test
    void what_failed_is_read_again_and_reported() throws Exception {
        String at = "http://127.0.0.1:" + server.getAddress().getPort();
        Path list = Files.writeString(root.resolve("list.txt"), at + "/good\n" + at + "/late\n");
        ChildTrawl.Ended first = folder.trawl("run", "watch", "urls=@" + list, "--json");
        assertThat(first.status()).as(first.err()).isEqualTo(1);
        assertThat(first.document().at("/reasons/http-404").asInt(0)).isEqualTo(1);
        assertThat(asked).hasValue(2);
        assertThat(rows()).hasSize(2).allMatch(row -> row.path("problem").isNull());
        assertThat(folder.runs()).extracting(run -> run.job()).containsExactly("watch-report", "watch-again", "watch");
        assertThat(report().path("job").asString("")).isEqualTo("watch-again");
        assertThat(report().at("/items/done").asInt(0)).isEqualTo(1);
    }

    private List<JsonNode> rows() throws Exception {
        return folder.good("rows", "pages", "--format", "jsonl").lines();
    }

    private JsonNode report() throws IOException {
        try (Stream<Path> files = Files.walk(folder.data().resolve("objects/reports"))) {
            Path report = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            return Json.parse(Files.readString(report)).tree();
        }
    }
}
