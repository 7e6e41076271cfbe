package dev.trawl.web.browser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.Measure;
import dev.trawl.testkit.web.HostileServer;
import dev.trawl.testkit.web.TestCertificate;
import dev.trawl.web.Authorities;
import dev.trawl.web.Cidr;
import dev.trawl.web.ConnectTo;
import dev.trawl.web.EgressOptions;
import dev.trawl.web.Fetched;
import dev.trawl.web.WebAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pages shown by a real browser. */
@Timeout(120)
final class BrowsersTest {
    @TempDir
    private static Path folder;

    private static BrowserFixture web;

    @BeforeAll
    static void open() throws IOException {
        web = new BrowserFixture(folder);
        web.page("/plain", "<title>Plain</title><p>as it came");
    }

    @AfterAll
    static void close() throws IOException {
        web.close();
    }

    @Test
    void what_scripts_write_is_read_when_the_page_has_come_to_rest() throws Exception {
        web.server.on("/late.json", line -> line.answer(200, "Content-Type: application/json\r\n", "{\"price\": 42}"));
        web.page("/late", """
                <div id=app>Loading</div><script>setTimeout(async () => {
                const found = await (await fetch("/late.json")).json(); app.textContent = "costs " + found.price; }, 200)</script>
                """);
        assertThat(web.shown("/late")).contains("<div id=\"app\">costs 42</div>");
    }

    @Test
    void a_page_that_does_not_hold_enough_yet_is_looked_at_again_when_it_changes() throws Exception {
        web.page("/later", "<p id=x></p><script>setTimeout(() => x.textContent = 'found', 1500)</script>");
        Fetched<String> fetched = web.visit("/later", new RenderedReader<>() {
            @Override
            public String read(WebAddress address, Map<String, String> headers, InputStream body) throws IOException {
                return new String(body.readAllBytes(), UTF_8);
            }

            @Override
            public boolean satisfied(WebAddress address, String html) {
                return html.contains(">found<");
            }
        });
        assertThat(fetched)
                .isInstanceOfSatisfying(
                        Fetched.Answered.class,
                        answered -> assertThat(String.valueOf(answered.body())).contains(">found<"));
    }

    @Test
    void requests_and_the_bytes_of_the_document_are_counted_and_pictures_are_not_asked_for() throws Exception {
        String html = "<img src=/picture.png><link rel=stylesheet href=/style.css>";
        web.page("/counted", html);
        long requests = web.counted(Measure.REQUESTS);
        long bytes = web.counted(Measure.BYTES);
        assertThat(web.shown("/counted")).contains("<img");
        assertThat(web.counted(Measure.REQUESTS) - requests).isEqualTo(2);
        assertThat(web.counted(Measure.BYTES) - bytes).isEqualTo(html.length());
        assertThat(web.server.asked("/picture.png")).isZero();
        assertThat(web.server.asked("/favicon.ico")).isZero();
    }

    @Test
    void what_fails_has_the_reason_that_it_has_without_a_browser() throws Exception {
        assertThat(web.reason("/nowhere", BrowserFixture.TIMEOUT)).isEqualTo("http-404");
        assertThat(web.reason("/reset", BrowserFixture.TIMEOUT)).isEqualTo("reset");
        assertThat(web.reason("/redirect-loop", BrowserFixture.TIMEOUT)).isEqualTo("redirect-loop");
        assertThat(web.reason("/bad-location", BrowserFixture.TIMEOUT)).isEqualTo("bad-redirect");
        assertThat(web.reason("/hang", Duration.ofSeconds(2))).isEqualTo("timeout");
        assertThat(web.reason("http://127.0.0.9:8088/", BrowserFixture.TIMEOUT)).isEqualTo("address-refused");
    }

    @Test
    void a_script_without_an_end_costs_its_page_alone() throws Exception {
        web.page("/endless", "<script>for (;;) {}</script>");
        assertThat(web.reason("/endless", Duration.ofSeconds(4))).isEqualTo("worker-timeout");
        assertThat(web.shown("/plain")).contains("as it came");
    }

    @Test
    void a_page_that_eats_memory_costs_itself_alone() throws Exception {
        web.page("/glutton", "<script>const all = []; for (;;) all.push(new Array(1e6).fill({}));</script>");
        int before = web.processes.count();
        assertThat(web.reason("/glutton", Duration.ofSeconds(6))).isIn("worker-crash", "worker-timeout");
        assertThat(web.shown("/plain")).contains("as it came");
        assertThat(web.processes.count()).isEqualTo(Math.max(1, before));
    }

    @Test
    void nothing_of_a_page_is_there_for_the_next() throws Exception {
        web.page("/keeps", """
                <p id=x></p><script>x.textContent = "has " + document.cookie + localStorage.getItem("a");
                document.cookie = "a=1"; localStorage.setItem("a", "2");</script>
                """);
        assertThat(web.shown("/keeps")).contains("has null");
        assertThat(web.shown("/keeps")).contains("has null");
    }

    @Test
    void what_is_no_page_is_read_as_it_came() throws Exception {
        web.server.on("/data.json", line -> line.answer(200, "Content-Type: application/json\r\n", "{\"a\": 1}"));
        web.server.on(
                "/file",
                line -> line.answer(
                        200, "Content-Type: application/pdf\r\nContent-Disposition: attachment\r\n", "%PDF-"));
        assertThat(web.shown("/data.json")).isEqualTo("{\"a\": 1}");
        assertThat(web.shown("/file")).isEqualTo("%PDF-");
    }

    @Test
    void windows_and_questions_of_scripts_hold_nobody_up() throws Exception {
        web.page(
                "/talks",
                "<p id=x></p><script>alert(1); const sure = confirm(2); open('/plain');"
                        + " x.textContent = 'sure ' + sure</script>");
        assertThat(web.shown("/talks")).contains("sure false");
    }

    @Test
    void no_request_of_a_page_passes_by_the_door() throws Exception {
        AtomicInteger reached = new AtomicInteger();
        try (ServerSocket wire = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.2"));
                DatagramSocket post = new DatagramSocket(0, InetAddress.getByName("127.0.0.2"))) {
            Thread.ofVirtual().start(() -> count(wire, reached));
            String place = "127.0.0.2:" + wire.getLocalPort();
            web.page("/frame", "<script>fetch('http://" + place + "/framed')</script>");
            web.server.on(
                    "/worker.js",
                    line -> line.answer(
                            200, "Content-Type: text/javascript\r\n", "fetch('http://" + place + "/worked')"));
            web.page("/leaks", """
                    <link rel=preconnect href="http://PLACE"><link rel=prefetch href="http://PLACE/prefetched">
                    <link rel=dns-prefetch href="//leak.test"><link rel=icon href="http://PLACE/icon.png">
                    <img src="http://PLACE/pixel"><script src="http://PLACE/script.js"></script>
                    <link rel=stylesheet href="http://PLACE/style.css"><iframe src="/frame"></iframe>
                    <iframe src="http://PLACE/frame"></iframe><script>
                    new Worker("/worker.js"); fetch("http://PLACE/fetched").catch(() => 0);
                    navigator.sendBeacon("http://PLACE/beacon", "x");
                    try { new WebSocket("ws://PLACE/socket"); new EventSource("http://PLACE/events"); } catch (e) {}
                    const peer = new RTCPeerConnection({iceServers: [{urls: "stun:127.0.0.2:POST"}]});
                    peer.createDataChannel("x"); peer.createOffer().then(offer => peer.setLocalDescription(offer));
                    </script>
                    """.replace("PLACE", place).replace("POST", Integer.toString(post.getLocalPort())));
            assertThat(web.shown("/leaks")).contains("iframe");
            assertThat(reached).hasValue(0);
            assertThat(web.server.asked("/worker.js")).isPositive();
            post.setSoTimeout(1);
            assertThatThrownBy(() -> post.receive(new java.net.DatagramPacket(new byte[1], 1)))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static void count(ServerSocket wire, AtomicInteger reached) {
        while (!wire.isClosed()) {
            try (Socket _ = wire.accept()) {
                reached.incrementAndGet();
            } catch (IOException e) {
                return;
            }
        }
    }

    @Test
    void nobody_but_an_open_page_is_let_through_the_door() throws Exception {
        assertThat(web.shown("/plain")).isNotEmpty();
        try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), web.browsers.port())) {
            stranger.getOutputStream()
                    .write(("GET " + web.server.url("/stolen") + " HTTP/1.1\r\nProxy-Authorization: Basic YTpi\r\n\r\n")
                            .getBytes(ISO_8859_1));
            byte[] answer = stranger.getInputStream().readNBytes("HTTP/1.1 407".length());
            assertThat(new String(answer, ISO_8859_1)).isEqualTo("HTTP/1.1 407");
        }
        assertThat(web.server.asked("/stolen")).isZero();
    }

    @Test
    void when_the_browser_dies_its_pages_are_tried_again_alone_and_no_attempt_is_used_up() throws Exception {
        web.page("/slow", "<p>slow</p><script>fetch('/hang')</script>");
        try (ExecutorService pages = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Fetched<String>>> all = new ArrayList<>();
            long before = web.server.asked("/hang");
            for (int n = 0; n < 3; n++) {
                String path = "/slow?n=" + n;
                all.add(pages.submit(() -> web.visit(path)));
            }
            while (web.server.asked("/hang") < before + 3) {
                Thread.onSpinWait();
            }
            web.processes.kill();
            for (Future<Fetched<String>> each : all) {
                assertThat(each.get()).isEqualTo(new Fetched.Held<>(Duration.ZERO));
            }
        }
        assertThat(web.shown("/plain")).contains("as it came");
    }

    @Test
    void browsers_that_are_killed_again_and_again_are_begun_again() throws Exception {
        int before = web.processes.count();
        for (int n = 0; n < 5; n++) {
            assertThat(web.shown("/plain")).contains("as it came");
            web.processes.kill();
        }
        assertThat(web.shown("/plain")).contains("as it came");
        assertThat(web.processes.count()).isLessThanOrEqualTo(before + 6);
    }

    @Test
    void a_server_shows_its_certificate_to_trawl_and_not_to_the_browser(@TempDir Path own) throws Exception {
        TestCertificate certificate = TestCertificate.of("shop.example", own);
        try (HostileServer server = HostileServer.startTls(certificate.sockets())) {
            ConnectTo to = ConnectTo.parse("shop.example:443:127.0.0.1:" + server.port());
            server.on("/", line -> line.answer(200, "Content-Type: text/html\r\n", "<p>" + "secure"));
            EgressOptions trusting = new EgressOptions(
                    List.of(Cidr.parse("127.0.0.1/32")),
                    List.of(to),
                    Authorities.read(certificate.pem()),
                    Optional.empty());
            EgressOptions strict = new EgressOptions(trusting.allowed(), List.of(to), List.of(), Optional.empty());
            try (BrowserFixture fine = new BrowserFixture(own, trusting, Rendering.STANDARD)) {
                assertThat(fine.shown("https://shop.example/")).contains("secure");
            }
            Path other = java.nio.file.Files.createDirectory(own.resolve("strict"));
            try (BrowserFixture wary = new BrowserFixture(other, strict, Rendering.STANDARD)) {
                assertThat(wary.reason("https://shop.example/", BrowserFixture.TIMEOUT))
                        .isEqualTo("tls");
            }
        }
    }

    @Test
    void where_there_is_no_browser_it_is_said_what_was_looked_for_and_what_to_do() {
        BrowserProgram none =
                new BrowserProgram(name -> name.equals("PATH") ? Optional.of("/nowhere") : Optional.empty());
        BrowserProgram wrong = new BrowserProgram(
                name -> name.equals(BrowserProgram.VARIABLE) ? Optional.of("/nowhere/chromium") : Optional.empty());
        assertThatThrownBy(none::require)
                .hasMessageContaining("looked for chromium")
                .hasMessageContaining("install it")
                .hasMessageContaining("TRAWL_BROWSER=");
        assertThatThrownBy(wrong::require).hasMessageContaining("TRAWL_BROWSER names /nowhere/chromium");
    }
}
