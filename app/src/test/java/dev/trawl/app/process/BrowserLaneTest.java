package dev.trawl.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.app.process.ChildTrawl.Setting;
import dev.trawl.testkit.web.HostileServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The lane browser from outside, with the real browser: steps, deaths, its memory, and that nothing of it is left. */
@Timeout(180)
final class BrowserLaneTest {
    private static final int GONE_SECONDS = 10;

    /** How often the browser is killed while it shows pages. */
    private static final int DEATHS = 10;

    private static final String JOB = """
            job: rendered
            inputs: {urls: {type: list}}
            source: {pages: {urls: "{urls}"}}
            work:
              page:
                lane: browser
                robots: false
                browser: {screenshots: shots, steps: [STEPS]}
                extract: {price: "css: .price | money"}
            limits: {concurrency: 4, perHost: 64, timeout: 50s}
            retry: {attempts: 6, backoff: 100ms..200ms}
            tables:
              pages:
                key: url
                columns:
                  {url: text, final_url: text, status: integer, problem: text, type: text, charset: text, bytes: integer,
                   milliseconds: integer, title: text, canonical: text, links: integer, depth: integer, sha256: text,
                   changed: truth, text_bytes: integer, fetched: instant, run: text, redirects: json, price: number}
            """;

    private static final String PRICED = "<title>Priced</title><p id=x></p>"
            + "<script>setTimeout(() => x.innerHTML = '<b class=price>9.50 EUR</b>', 100)</script>";

    @TempDir
    private Path root;

    private HostileServer web;

    @BeforeEach
    void open() throws IOException {
        web = HostileServer.start();
        page("/good", PRICED);
    }

    @AfterEach
    void close() throws IOException {
        web.close();
    }

    private void page(String path, String html) {
        web.on(path, line -> line.answer(200, "Content-Type: text/html; charset=utf-8\r\n", html));
    }

    private ChildTrawl start(Map<String, String> environment, String steps, List<String> paths, String... more)
            throws Exception {
        Path job = Files.writeString(root.resolve("rendered.yaml"), JOB.replace("STEPS", steps));
        Path urls =
                Files.write(root.resolve("urls"), paths.stream().map(web::url).toList());
        List<String> words = new ArrayList<>(List.of("run", job.toString(), "urls=@" + urls, "--json", "--quiet"));
        words.addAll(List.of(more));
        return command(environment, words.toArray(String[]::new));
    }

    private ChildTrawl command(Map<String, String> environment, String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--data", root.resolve("data").toString()));
        if (words[0].equals("run")) {
            line.addAll(List.of("--allow-address", "127.0.0.0/8"));
        }
        return ChildTrawl.start(root, Setting.OF_COMMANDS.with(environment), line);
    }

    private List<JsonNode> listed(String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--format", "jsonl"));
        try (ChildTrawl command = command(Map.of(), line.toArray(String[]::new))) {
            return command.end().lines();
        }
    }

    /** Good pages under different addresses, with others among them. */
    private static List<String> goodOnes(int count, String... others) {
        List<String> paths = new ArrayList<>(List.of(others));
        for (int n = 0; n < count; n++) {
            paths.add("/good?n=" + n);
        }
        return paths;
    }

    private static String arguments(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // It has ended.
            return "";
        }
    }

    private static List<ProcessHandle> having(ChildTrawl trawl, String argument) {
        return ProcessHandle.of(trawl.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(process -> arguments(process).contains(argument))
                .toList();
    }

    @Test
    void steps_are_done_in_order_and_the_picture_is_an_object() throws Exception {
        page("/shop", "<title>Shop</title><script>setTimeout(() => location = '/list', 200)</script>");
        page("/list", """
                <title>List</title><div style="height: 3000px">far</div><p id=x></p><script>
                setTimeout(() => document.body.insertAdjacentHTML('afterbegin', '<button class=more>more</button>'), 300);
                addEventListener('click', () => x.append('clicked '));
                addEventListener('scroll', () => { if (scrollY > 1000 && !x.dataset.far) { x.dataset.far = 1; x.append('scrolled '); } });
                </script>
                """);
        String steps = """
                {wait: "button.more"}, {click: "button.more"}, {scroll: 2}, {script: "x.innerHTML += '<b class=price>' + \
                (x.textContent.includes('clicked scrolled') ? 7 : 0) + ' EUR</b>'"}, {screenshot: list}""";
        try (ChildTrawl run = start(Map.of(), steps, List.of("/shop"))) {
            ChildTrawl.Ended ended = run.end();
            assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
            assertThat(ended.document().at("/used/lane").asString()).isEqualTo("browser");
            assertThat(ended.document().at("/used/browser_seconds").asDouble()).isPositive();
            assertThat(ended.document().at("/used/gb_seconds").asDouble()).isPositive();
            assertThat(ended.document().get("objects").asInt()).isEqualTo(1);
        }
        assertThat(listed("rows", "pages")).singleElement().satisfies(row -> {
            assertThat(row.get("price").asInt()).isEqualTo(7);
            assertThat(row.get("title").asString()).isEqualTo("List");
            assertThat(row.get("final_url").asString()).isEqualTo(web.url("/list"));
        });
        assertThat(listed("objects", "shots")).singleElement().satisfies(picture -> {
            assertThat(picture.get("key").asString()).endsWith("/list.png");
            Path file = root.resolve("data/objects/" + picture.get("key").asString());
            byte[] beginning = Files.readAllBytes(file);
            assertThat(beginning).startsWith(0x89, 'P', 'N', 'G');
            // The height of the picture: all of the page (PNG, section 11.2.2).
            assertThat(java.nio.ByteBuffer.wrap(beginning).getInt(20)).isGreaterThan(3_000);
        });
    }

    @Test
    void a_page_whose_process_crashes_is_tried_again_and_dead_then_and_the_others_are_done() throws Exception {
        page("/bad", "<p>bad</p><script>fetch('/hang')</script>");
        Map<String, String> alone = Map.of("TRAWL_BROWSER_OPEN", "1");
        try (ChildTrawl run = start(alone, "", goodOnes(4, "/bad"), "retries=100ms")) {
            for (int n = 1; n <= 2; n++) {
                int shown = n;
                TrawlFolder.await("it is shown", () -> web.asked("/hang") >= shown || !run.alive());
                having(run, "--type=renderer").forEach(ProcessHandle::destroyForcibly);
            }
            ChildTrawl.Ended ended = run.end();
            assertThat(ended.status()).as(ended.out() + ended.err()).isEqualTo(1);
            assertThat(ended.document().get("reasons").toString()).isEqualTo("{\"worker-crash\":1}");
            assertThat(ended.document().at("/items/done").asInt()).isEqualTo(4);
            assertThat(ended.document().get("retries").asInt()).isEqualTo(1);
        }
    }

    @Test
    void a_page_for_which_the_browser_has_too_much_memory_is_dead_and_the_others_are_done() throws Exception {
        page("/bad", """
                <script>const all = []; const more = () => { const part = new Uint8Array(64 << 20); part.fill(1); all.push(part);
                if (all.length < 60) setTimeout(more, 10); }; more(); fetch('/hang');</script>
                """);
        Map<String, String> little = Map.of("TRAWL_BROWSER_MEMORY", "900MB", "TRAWL_BROWSER_OPEN", "2");
        try (ChildTrawl run = start(little, "", goodOnes(4, "/bad"), "retries=100ms")) {
            ChildTrawl.Ended ended = run.end();
            assertThat(ended.status()).as(ended.out() + ended.err()).isEqualTo(1);
            assertThat(ended.document().get("reasons").toString()).isEqualTo("{\"worker-memory\":1}");
            assertThat(ended.document().at("/items/done").asInt()).isEqualTo(4);
        }
        assertThat(listed("dead", listed("runs").getFirst().get("run").asString()))
                .singleElement()
                .satisfies(dead -> assertThat(dead.get("message").asString()).contains("MB, with all that it started"));
    }

    @Test
    void every_page_is_done_once_however_often_the_browser_is_killed() throws Exception {
        Map<String, String> two = Map.of("TRAWL_BROWSER_OPEN", "2", "TRAWL_BROWSER_PAGES", "12");
        int pages = 3 * DEATHS;
        try (ChildTrawl run = start(two, "{wait: .price}", goodOnes(pages))) {
            for (int n = 1; n <= DEATHS; n++) {
                // Those that were open at the last death have had their time alone by then.
                long asked = 3 + web.asked("/good");
                TrawlFolder.await("pages are shown", () -> web.asked("/good") >= asked || !run.alive());
                having(run, "--remote-debugging-pipe").forEach(ProcessHandle::destroyForcibly);
            }
            ChildTrawl.Ended ended = run.end();
            assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
            assertThat(ended.document().at("/items/done").asInt()).isEqualTo(pages);
            assertThat(ended.document().at("/rows/pages").asInt()).isEqualTo(pages);
        }
        assertThat(listed("rows", "pages"))
                .hasSize(pages)
                .allSatisfy(row -> assertThat(row.get("price").asDouble()).isEqualTo(9.5));
    }

    @ParameterizedTest
    @CsvSource({"KILL", "TERM"})
    void nothing_of_the_browser_is_left_when_trawl_ends(String signal) throws Exception {
        page("/open", "<p>open</p><script>fetch('/hang')</script>");
        try (ChildTrawl run = start(Map.of(), "{wait: .never}", List.of("/open"))) {
            TrawlFolder.await("a page is shown", () -> web.asked("/hang") > 0);
            List<ProcessHandle> all =
                    ProcessHandle.of(run.pid()).orElseThrow().descendants().toList();
            assertThat(having(run, "--type=renderer")).isNotEmpty();
            run.signal(signal);
            run.end();
            for (ProcessHandle each : all) {
                each.onExit().get(GONE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void a_limit_of_browsers_that_makes_no_sense_starts_nothing() throws Exception {
        try (ChildTrawl run = start(Map.of("TRAWL_BROWSER_PAGES", "many"), "", List.of("/good"))) {
            ChildTrawl.Ended ended = run.end();
            assertThat(ended.status()).isEqualTo(2);
            assertThat(ended.err()).contains("TRAWL_BROWSER_PAGES takes a whole number from 1 to 1000000, got: many");
            assertThat(root.resolve("data")).doesNotExist();
        }
    }
}
