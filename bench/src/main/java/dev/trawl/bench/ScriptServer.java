package dev.trawl.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A server on loopback in a process of its own, whose pages are empty until their script has run: {@code /p/N.html} asks for
 * {@code /shop.js}, which asks for {@code /d/N.json} and writes what that says. Anything else is not there.
 */
public final class ScriptServer {
    private static final int BACKLOG = 256;
    private static final String PAGES = "/p/";
    private static final String DATA = "/d/";

    private static final String PAGE = """
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Product</title></head>
            <body><div id="app">Loading</div><script src="/shop.js"></script></body></html>
            """;

    /** Two hundred elements, as a shop's page has them. */
    private static final String SCRIPT = """
            (async () => {
              const number = location.pathname.match(/\\d+/)[0];
              const found = await (await fetch('/d/' + number + '.json')).json();
              document.title = found.title;
              const app = document.getElementById('app');
              app.textContent = '';
              for (const part of found.parts) {
                const section = document.createElement('section');
                section.innerHTML = '<h2>' + part.name + '</h2><p>' + part.text + '</p><a href="/p/' + part.link + '.html">More</a>';
                app.append(section);
              }
              const price = document.createElement('p');
              price.className = 'price';
              price.textContent = found.price;
              app.append(price);
            })();
            """;

    private static final int PARTS = 50;

    private ScriptServer() {}

    /** Serves until it is killed, or its standard input ends; prints its port. */
    public static void main(String[] arguments) throws IOException {
        Thread.ofPlatform().daemon().start(PageServer::leaveWithParent);
        try (ServerSocket door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
            System.out.println(door.getLocalPort());
            while (true) {
                Socket caller = door.accept();
                Thread.ofVirtual().start(() -> serve(caller));
            }
        }
    }

    /** The path of a page. */
    static String path(long number) {
        return PAGES + number + ".html";
    }

    /** What its script writes as its price. */
    static String price(long number) {
        return number + ".50 EUR";
    }

    private static void serve(Socket caller) {
        try (caller) {
            caller.setTcpNoDelay(true);
            BufferedReader in = new BufferedReader(new InputStreamReader(caller.getInputStream(), ISO_8859_1));
            String line = in.readLine();
            while (line != null) {
                String path = line.split(" ", -1)[1];
                while (line != null && !line.isEmpty()) {
                    line = in.readLine();
                }
                answer(caller.getOutputStream(), path);
                line = in.readLine();
            }
        } catch (IOException e) {
            // The caller left.
        }
    }

    private static void answer(OutputStream out, String path) throws IOException {
        if (path.startsWith(PAGES)) {
            say(out, 200, "text/html; charset=utf-8", PAGE);
        } else if (path.startsWith(DATA)) {
            say(out, 200, "application/json", data(Long.parseLong(path.replaceAll("\\D", ""))));
        } else if (path.equals("/shop.js")) {
            say(out, 200, "text/javascript", SCRIPT);
        } else {
            say(out, 404, "text/plain", "");
        }
    }

    private static String data(long number) {
        StringBuilder parts = new StringBuilder();
        for (int n = 0; n < PARTS; n++) {
            parts.append(n == 0 ? "" : ",")
                    .append("{\"name\":\"Part ")
                    .append(n)
                    .append("\",\"text\":\"It goes with product ")
                    .append(number)
                    .append(", made of oak, oiled twice.\",\"link\":")
                    .append(n)
                    .append('}');
        }
        return "{\"title\":\"Product " + number + "\",\"price\":\"" + price(number) + "\",\"parts\":[" + parts + "]}";
    }

    private static void say(OutputStream out, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        String head = "HTTP/1.1 " + status + " Said\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length
                + "\r\n\r\n";
        byte[] whole = new byte[head.length() + bytes.length];
        System.arraycopy(head.getBytes(ISO_8859_1), 0, whole, 0, head.length());
        System.arraycopy(bytes, 0, whole, head.length(), bytes.length);
        out.write(whole);
        out.flush();
    }
}
