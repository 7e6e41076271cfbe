package dev.trawl.app.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.testkit.web.Answer;
import dev.trawl.testkit.web.HostileServer;
import dev.trawl.testkit.web.Packed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Among fifty pages six that would stop a crawler cost what one timeout costs, and say why they failed. */
@Timeout(180)
final class HostilePagesTest {
    private static final int GOOD = 44;
    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final long TEN_GIGABYTES = 10_000_000_000L;
    private static final int BOMB_BYTES = 200 * 1024 * 1024;
    private static final List<String> BAD =
            List.of("/hang", "/trickle", "/ten-gigabytes", "/bomb", "/redirect-loop", "/reset");

    @TempDir
    private Path root;

    private HostileServer web;
    private TrawlFolder folder;

    @BeforeEach
    void open() throws IOException {
        web = HostileServer.start();
        byte[] bomb = Packed.gzipBomb(BOMB_BYTES);
        web.on("/bomb", line -> line.answer(200, "Content-Encoding: gzip\r\n", bomb));
        web.on("/ten-gigabytes", tenGigabytes());
        IntStream.range(0, GOOD).forEach(n -> web.on("/good/" + n, line -> line.answer(200, "", "<title>t</title>")));
        folder = new TrawlFolder(root, List.of());
    }

    @AfterEach
    void close() throws IOException {
        folder.close();
        web.close();
    }

    @Test
    void forty_four_are_done_and_six_say_why_they_are_dead() throws Exception {
        ChildTrawl.Ended ended = run();
        assertThat(ended.status()).as(ended.err()).isEqualTo(1);
        assertThat(ended.document().at("/items/done").asInt(0)).isEqualTo(GOOD);
        assertThat(ended.document().at("/items/dead").asInt(0)).isEqualTo(BAD.size());
        Map<String, List<String>> messages =
                messages(ended.document().path("run").asString(""));
        assertThat(messages).containsOnlyKeys("timeout", "too-big", "redirect-loop", "reset");
        assertThat(messages.get("timeout")).hasSize(2).doesNotHaveDuplicates();
        assertThat(messages.get("too-big")).hasSize(2).doesNotHaveDuplicates();
        assertThat(timeoutsApart()).isLessThan(TIMEOUT);
    }

    private ChildTrawl.Ended run() throws Exception {
        String list = Stream.concat(IntStream.range(0, GOOD).mapToObj(n -> "/good/" + n), BAD.stream())
                .sorted()
                .map(web::url)
                .collect(joining("\n"));
        Path file = Files.writeString(root.resolve("list.txt"), list);
        return folder.trawl(
                "run", "pages", "urls=@" + file, "attempts=1", "timeout=" + TIMEOUT.toSeconds() + "s", "--json");
    }

    /** What the dead say, by their reason, without the address that they name. */
    private Map<String, List<String>> messages(String run) throws Exception {
        return folder.good("dead", run, "--format", "jsonl").lines().stream()
                .collect(groupingBy(
                        dead -> dead.path("reason").asString(""), mapping(HostilePagesTest::message, toList())));
    }

    private static String message(JsonNode dead) {
        return dead.path("message").asString("").replace(dead.path("key").asString(""), "");
    }

    /** Between the ends of the two that ran out of time: they waited at once, not one after the other. */
    private Duration timeoutsApart() throws Exception {
        List<Instant> ends =
                folder.good("rows", "pages", "--where", "problem=timeout", "--format", "jsonl").lines().stream()
                        .map(row -> Instant.parse(row.path("fetched").asString("")))
                        .sorted()
                        .toList();
        return Duration.between(ends.getFirst(), ends.getLast());
    }

    private static Answer tenGigabytes() {
        byte[] block = "0123456789abcdef".repeat(4096).getBytes(US_ASCII);
        return line -> {
            line.head(200, "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n");
            String length = Integer.toHexString(block.length) + "\r\n";
            for (long sent = 0; sent < TEN_GIGABYTES; sent += block.length) {
                line.send(length);
                line.send(block);
                line.send("\r\n");
            }
            line.send("0\r\n\r\n");
        };
    }
}
