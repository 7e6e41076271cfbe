package dev.trawl.app.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs of the documents are run as they stand there, each in a JVM of its own, and print what stands beneath them. */
final class JavaExamplesTest {
    private static final int MINUTES_MAX = 2;

    private static final Map<String, String> PAGES = Map.of(
            "shop.example/",
            "<title>Shop</title><a href='/fish'>Fish</a><a href='/net'>Net</a><a href='/gone'>Boat</a>",
            "shop.example/fish",
            "<!doctype html><title>Fish</title><h1>Fish</h1><p class=price>12.50 EUR</p><p>Caught this morning, sold by weight.</p>",
            "shop.example/net",
            "<!doctype html><title>Net</title><h1>Net</h1><p class=price>99.00 EUR</p>",
            "news.example/feed",
            "<rss version='2.0'><channel><title>News</title><item><guid>1</guid><title>A boat came in</title></item></channel></rss>",
            "hooks.example/reader",
            "thanks");

    @TempDir
    private Path folder;

    private HttpServer server;

    static Stream<Documents.Program> programs() {
        return Documents.all().stream().flatMap(document -> Documents.programs(document).stream());
    }

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", JavaExamplesTest::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("");
        Optional<String> page =
                Optional.ofNullable(PAGES.get(host + exchange.getRequestURI().getPath()));
        byte[] body = page.orElse("There is nothing here").getBytes(UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", host.startsWith("news") ? "text/xml" : "text/html");
        exchange.sendResponseHeaders(page.isPresent() ? 200 : 404, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void a_program_prints_what_the_document_says(Documents.Program program) throws Exception {
        Path file = Files.writeString(folder.resolve("Example.java"), here(program.source()));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                file.toString());
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(MINUTES_MAX, TimeUnit.MINUTES))
                    .as("it ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(out)).as(Files.readString(err)).isEqualTo(program.output());
    }

    /** The same, with this server in place of the web. */
    private String here(String source) {
        String web = ".connectTo(\"::127.0.0.1:" + server.getAddress().getPort() + "\").allowAddress(\"127.0.0.1/32\")";
        return source.replace(
                        "Trawl.open(Path.of(\"trawl-data\"))", "Trawl.in(Path.of(\"trawl-data\"))" + web + ".open()")
                .replace("Trawl.in(Path.of(\"trawl-data\")).jobs", "Trawl.in(Path.of(\"trawl-data\"))" + web + ".jobs");
    }
}
