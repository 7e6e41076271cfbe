package dev.trawl.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A server on loopback in a process of its own, as cheap as can be: one thread, and answers that lie ready. {@code /p/N.html} is a
 * page that says N in a few places, so that no two are the same; anything else is robots.txt.
 */
public final class PageServer {
    private static final int BACKLOG = 1_024;
    private static final int REQUEST_BYTES_MAX = 4_096;
    private static final int PARAGRAPHS = 26;

    /** Where a number is to stand: as long as the longest one. */
    private static final String MARK = "00000000";

    private static final String ROBOTS = """
            User-agent: *
            Crawl-delay: 0
            Disallow: /search
            Disallow: /cart/
            Disallow: /*?session=
            Allow: /p/
            Disallow: /private/*.pdf$
            """;

    private final ByteBuffer received = ByteBuffer.allocateDirect(REQUEST_BYTES_MAX);
    private final ByteBuffer robots = ready(answer("text/plain", ROBOTS));
    private final ByteBuffer page;
    private final List<Integer> marks = new ArrayList<>();

    private PageServer() {
        String answer = answer("text/html; charset=utf-8", html());
        page = ready(answer);
        for (int at = answer.indexOf(MARK); at >= 0; at = answer.indexOf(MARK, at + MARK.length())) {
            marks.add(at);
        }
    }

    /** Serves until it is killed, or its standard input ends; prints its port. */
    public static void main(String[] arguments) throws IOException {
        Thread.ofPlatform().daemon().start(PageServer::leaveWithParent);
        try (ServerSocketChannel door = ServerSocketChannel.open();
                Selector selector = Selector.open()) {
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            System.out.println(((InetSocketAddress) door.getLocalAddress()).getPort());
            door.configureBlocking(false);
            door.register(selector, SelectionKey.OP_ACCEPT);
            PageServer server = new PageServer();
            while (true) {
                selector.select(server::turn);
            }
        }
    }

    /** The path of a page. */
    static String path(long number) {
        return "/p/" + number + ".html";
    }

    static void leaveWithParent() {
        try {
            while (System.in.read() >= 0) {
                // The parent says nothing; it ends.
            }
        } catch (IOException e) {
            // Then it is gone, too.
        }
        System.exit(0);
    }

    private void turn(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept((ServerSocketChannel) key.channel(), key.selector());
            } else {
                serve((SocketChannel) key.channel());
            }
        } catch (IOException e) {
            close(key);
        }
    }

    private static void accept(ServerSocketChannel door, Selector selector) throws IOException {
        for (SocketChannel caller = door.accept(); caller != null; caller = door.accept()) {
            caller.configureBlocking(false);
            caller.setOption(StandardSocketOptions.TCP_NODELAY, true);
            caller.register(selector, SelectionKey.OP_READ);
        }
    }

    /** A request of the benchmark comes in one piece, and its answer fits the socket: both are small, and on loopback. */
    private void serve(SocketChannel caller) throws IOException {
        received.clear();
        if (caller.read(received) < 0) {
            caller.close();
            return;
        }
        ByteBuffer answer = (received.get(5) == 'p' ? page() : robots).rewind();
        while (answer.hasRemaining()) {
            caller.write(answer);
        }
    }

    /** The page of the number that begins behind {@code GET /p/}. */
    private ByteBuffer page() {
        int end = 7;
        while (received.get(end) != '.') {
            end++;
        }
        for (int mark : marks) {
            for (int n = 0; n < MARK.length(); n++) {
                int from = end - MARK.length() + n;
                page.put(mark + n, from < 7 ? (byte) '0' : received.get(from));
            }
        }
        return page;
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            // It is gone all the same.
        }
    }

    private static ByteBuffer ready(String answer) {
        byte[] bytes = answer.getBytes(US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes);
    }

    private static String answer(String type, String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** About 8.6 KB: a head, a menu, paragraphs with links, half of them relative, and a footer. */
    private static String html() {
        StringBuilder html = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>Product %1$s &amp; what goes with it</title>
                <meta name="description" content="Everything about product %1$s"><link rel="stylesheet" href="/style.css">
                <link rel="canonical" href="/p/%1$s.html"><script>window.shop = {"product": "%1$s"};</script></head>
                <body><nav><ul><li><a href="/">Home</a></li><li><a href="/sale?week=47">Sale</a></li><li><a href="mailto:a@example.com">Mail</a></li></ul></nav>
                <main><h1 class="title">Product %1$s</h1><p class="price">12.50 EUR</p>
                """.formatted(MARK));
        for (int n = 0; n < PARAGRAPHS; n++) {
            html.append("""
                    <section id="s%1$d"><h2>Part %1$d</h2><p>It goes with <a href="../c/%1$d/index.html">others of its kind</a>, and with
                    <a class="more" href="/p/%1$d.html#reviews">this one</a>. Made of oak, <em>oiled</em> twice, with a drawer that runs on
                    wooden rails; the screws are of brass. Delivered within a week.</p></section>
                    """.formatted(n));
        }
        return html.append(
                        "</main><footer><a href=\"https://example.com/imprint\">Imprint</a></footer></body></html>\n")
                .toString();
    }
}
