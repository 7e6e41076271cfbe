package dev.trawl.app.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A web on 127.0.0.1 that looks like Reddit, imgur and others: the top posts of r/pictures, of every kind that there
 * is, and all that they link to; and a site to crawl. The same seed is the same web. It is reached under the real names by leading every
 * connection to it ({@link #connectTo()}), which it must be allowed ({@link #ALLOWED}), and trusted by its
 * {@link #authority()}. Answers any number of requests at once; some of them only at the second time.
 */
public final class DemoWeb implements AutoCloseable {
    /** The subreddit that it has. */
    public static final String SUBREDDIT = "pictures";

    /** Where its other part begins: a site to crawl. */
    public static final String PAGES = DemoPages.START;

    /** The most posts, as Reddit lists no more; and the most pages of the site. */
    public static final int POSTS_MAX = 1_000;

    /** The addresses that a run over it must be allowed to connect to. */
    public static final String ALLOWED = "127.0.0.1/32";

    private static final int BACKLOG = 512;

    private final Site site = new Site();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final DemoListing listing;
    private final Expectation expected;
    private final Expectation expectedPages;
    private final Path folder;
    private final DemoAuthority authority;
    private final HttpServer http;
    private final HttpsServer https;

    private DemoWeb(long seed, int posts, Path folder) throws IOException, InterruptedException {
        DemoPosts demo = new DemoPosts(seed, site, SUBREDDIT);
        expected = fill(demo, seed, posts);
        expectedPages = DemoPages.fill(site, posts);
        listing = new DemoListing(demo.all());
        this.folder = folder;
        List<String> hosts = new ArrayList<>(site.hosts());
        hosts.add("www.reddit.com");
        authority = DemoAuthority.create(folder, hosts);
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        http = HttpServer.create(anyPort, BACKLOG);
        https = HttpsServer.create(anyPort, BACKLOG);
        https.setHttpsConfigurator(new HttpsConfigurator(authority.context()));
    }

    /**
     * Starts one.
     *
     * @param seed of everything in it
     * @param posts how many it lists, and how many pages its site has, 1 to {@value #POSTS_MAX}
     */
    public static DemoWeb start(long seed, int posts) throws IOException, InterruptedException {
        return start(seed, posts, Files.createTempDirectory("trawl-demo"));
    }

    /**
     * Starts one whose certificates lie in a folder.
     *
     * @param folder there and empty; gone when the web is closed
     */
    public static DemoWeb start(long seed, int posts, Path folder) throws IOException, InterruptedException {
        if (posts < 1 || posts > POSTS_MAX) {
            throw new IllegalArgumentException("The demo has 1 to " + POSTS_MAX + " posts, got: " + posts);
        }
        // Without this the JDK's server answers 40 ms late on connections that are kept.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        DemoWeb web = new DemoWeb(seed, posts, folder);
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
        return List.of(":80:127.0.0.1:" + port(), ":443:127.0.0.1:" + securePort());
    }

    /** The certificate to trust, a file with PEM; gone when the web is closed. */
    public Path authority() {
        return authority.certificate();
    }

    /** What must come of a run that takes all its posts. */
    public Expectation expected() {
        return expected;
    }

    /** What must come of a crawl of its site that follows links to any depth. */
    public Expectation expectedPages() {
        return expectedPages;
    }

    @Override
    public void close() throws IOException {
        http.stop(0);
        https.stop(0);
        threads.shutdownNow();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(DemoWeb::delete);
        }
        Files.delete(folder);
    }

    private static Expectation fill(DemoPosts demo, long seed, int posts) {
        List<Recipe> recipes = new ArrayList<>();
        Expectation expected = Expectation.NO_POSTS;
        Random random = new Random(seed);
        for (int n = 0; n < posts; n++) {
            if (recipes.isEmpty()) {
                recipes.addAll(Recipe.hundred());
                Collections.shuffle(recipes, random);
            }
            expected = expected.plus(recipes.removeLast().make(demo));
        }
        return expected;
    }

    private void serve(HttpServer server) {
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestURI().toString();
            Reply reply = target.startsWith("/r/" + SUBREDDIT + "/top.json")
                    ? listing.page(target)
                    : site.reply(host(exchange), target);
            byte[] body = reply.body().get();
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String host(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        return host == null ? "" : host.replaceFirst(":\\d+$", "");
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
