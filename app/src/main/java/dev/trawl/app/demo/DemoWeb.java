package dev.trawl.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A web on 127.0.0.1 that answers as a {@link Site} says. It is reached under the real names by leading every
 * connection to it ({@link #connectTo()}), which it must be allowed ({@link #ALLOWED}), and trusted by its
 * {@link #authority()}. Answers any number of requests at once.
 */
public final class DemoWeb implements AutoCloseable {
    /** The addresses that a run over it must be allowed to connect to. */
    public static final String ALLOWED = "127.0.0.1/32";

    private static final int BACKLOG = 512;
    private static final int BODY_BYTES_MAX = 4 << 20;

    private final Site site;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Path folder;
    private final DemoAuthority authority;
    private final HttpServer http;
    private final HttpsServer https;
    /** Holds a port at which nothing listens: whoever connects to it is refused at once. */
    private final Socket deaf = new Socket();

    private DemoWeb(Site site, Path folder) throws IOException, InterruptedException {
        this.site = site;
        this.folder = folder;
        authority = DemoAuthority.create(folder, site.hosts());
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        http = HttpServer.create(anyPort, BACKLOG);
        https = HttpsServer.create(anyPort, BACKLOG);
        https.setHttpsConfigurator(new HttpsConfigurator(authority.context()));
        deaf.bind(anyPort);
    }

    /**
     * Starts one whose certificates lie in a folder.
     *
     * @param folder there and empty; gone when the web is closed
     */
    public static DemoWeb start(Site site, Path folder) throws IOException, InterruptedException {
        // Without this the JDK's server answers 40 ms late on connections that are kept.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        DemoWeb web = new DemoWeb(site, folder);
        Stream.of(web.http, web.https).forEach(web::serve);
        return web;
    }

    /** Where plain http is answered. */
    public int port() {
        return http.getAddress().getPort();
    }

    /** Where https is answered. */
    public int securePort() {
        return https.getAddress().getPort();
    }

    /** Rules that lead every connection here, as {@code --connect-to} takes them. */
    public List<String> connectTo() {
        return Stream.concat(
                        site.dead().stream().sorted().map(name -> name + "::127.0.0.1:" + deaf.getLocalPort()),
                        Stream.of(":80:127.0.0.1:" + port(), ":443:127.0.0.1:" + securePort()))
                .toList();
    }

    /** The certificate to trust, a file with PEM; gone when the web is closed. */
    public Path authority() {
        return authority.certificate();
    }

    @Override
    public void close() throws IOException {
        http.stop(0);
        https.stop(0);
        threads.shutdownNow();
        deaf.close();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(DemoWeb::delete);
        }
        Files.delete(folder);
    }

    private void serve(HttpServer server) {
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = site.reply(visit(exchange));
            byte[] body = reply.body().get();
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException leaving) {
            // The web is being closed; whoever asked finds the connection closed.
            Thread.currentThread().interrupt();
        }
    }

    private static Visit visit(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        String host = headers.getOrDefault("host", "").replaceFirst(":\\d+$", "");
        String body = new String(exchange.getRequestBody().readNBytes(BODY_BYTES_MAX), UTF_8);
        return new Visit(host, exchange.getRequestURI().toString(), headers, body);
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
