package dev.trawl.web.browser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.trawl.web.Allowance;
import dev.trawl.web.BadAddress;
import dev.trawl.web.Relay;
import dev.trawl.web.Relay.Field;
import dev.trawl.web.Relay.Passed;
import dev.trawl.web.WebAddress;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** One connection of the browser to its door. For one thread, once. */
final class DoorConnection {
    /** A connection that says nothing for so long is closed. */
    private static final int IDLE_MILLIS = 120_000;

    /** The first byte of TLS (RFC 8446, section 5.1): a handshake. */
    private static final int TLS_HANDSHAKE = 22;

    private static final String UNKNOWN =
            "HTTP/1.1 407 Unknown\r\nProxy-Authenticate: Basic realm=\"trawl\"\r\nContent-Length: 0\r\n\r\n";

    /**
     * An answer that no browser takes, as it has two lengths: the request has failed for the page, and unlike one whose
     * connection was closed it is not asked again.
     */
    private static final String FAILED = "HTTP/1.1 502 Failed\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n";

    private final BrowserDoor door;
    private final Socket socket;

    DoorConnection(BrowserDoor door, Socket socket) {
        this.door = door;
        this.socket = socket;
    }

    /** Serves it to its end. */
    void run() throws IOException, InterruptedException {
        socket.setSoTimeout(IDLE_MILLIS);
        socket.setTcpNoDelay(true);
        BufferedInputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = new BufferedOutputStream(socket.getOutputStream());
        boolean more = true;
        while (more) {
            Optional<RequestHead> head = RequestHead.read(in);
            more = head.isPresent() && first(head.get(), in, out);
        }
    }

    /** A request to the proxy itself; whether another may follow. */
    private boolean first(RequestHead head, BufferedInputStream in, OutputStream out)
            throws IOException, InterruptedException {
        Optional<Passage> passage = door.passage(head);
        if (passage.isEmpty()) {
            // Its body, if it has one, would be taken for the next request.
            say(out, UNKNOWN);
            return head.value("Content-Length").orElse("0").equals("0")
                    && head.value("Transfer-Encoding").isEmpty();
        }
        if (!head.method().equals("CONNECT")) {
            return exchange(head, "", passage.get(), in, out);
        }
        say(out, "HTTP/1.1 200 Connected\r\n\r\n");
        tunnel(head.target(), passage.get(), in, out);
        return false;
    }

    /** What follows is meant for a host. */
    private void tunnel(String host, Passage passage, BufferedInputStream in, OutputStream out)
            throws IOException, InterruptedException {
        in.mark(1);
        int first = in.read();
        in.reset();
        if (first != TLS_HANDSHAKE) {
            serve("http://" + host, passage, in, out);
            return;
        }
        byte[] read = in.readNBytes(in.available());
        try (SSLSocket tls =
                (SSLSocket) door.certificate().sockets().createSocket(socket, new ByteArrayInputStream(read), true)) {
            tls.setUseClientMode(false);
            serve(
                    "https://" + host,
                    passage,
                    new BufferedInputStream(tls.getInputStream()),
                    new BufferedOutputStream(tls.getOutputStream()));
        }
    }

    private void serve(String origin, Passage passage, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        boolean more = true;
        while (more) {
            Optional<RequestHead> head = RequestHead.read(in);
            more = head.isPresent() && exchange(head.get(), origin, passage, in, out);
        }
    }

    /** One request of a page; whether another may follow. */
    private boolean exchange(RequestHead head, String origin, Passage passage, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        Optional<WebAddress> address = address(origin + head.target());
        if (address.isEmpty() || unwanted(head, passage) || !passage.enter()) {
            say(out, FAILED);
            return false;
        }
        try (Allowance.Share _ = share(head);
                Answering answering = new Answering(out, passage, head.method(), address.get())) {
            byte[] body = head.body(in);
            Relay.Ask ask = new Relay.Ask(head.method(), address.get(), named(head.fields()), body, passage.terms());
            Passed passed = door.relay().pass(ask, answering);
            answering.over(passed);
            if (!answering.begun()) {
                say(out, FAILED);
            }
            return passed instanceof Passed.Whole && !answering.left();
        } finally {
            passage.leave();
        }
    }

    /** What a page sends is held until it was passed on; what all pages send has its bound. */
    private Allowance.Share share(RequestHead head) throws IOException, InterruptedException {
        int length = head.length();
        return length == 0 ? () -> {} : door.sent().take(length);
    }

    /** Sockets of the web are not passed on; a picture that nobody looks at (the site's own sign) is not asked for. */
    private static boolean unwanted(RequestHead head, Passage passage) {
        boolean picture = head.value("Accept").orElse("").startsWith("image/");
        return head.value("Upgrade").isPresent() || (picture && !passage.pictures());
    }

    /** Trawl says who it is, behind the browser's own name. */
    private List<Field> named(List<Field> fields) {
        return fields.stream()
                .map(field -> field.name().equalsIgnoreCase("User-Agent")
                        ? new Field(
                                field.name(), field.value().replace("HeadlessChrome", "Chrome") + " " + door.agent())
                        : field)
                .toList();
    }

    private static Optional<WebAddress> address(String text) {
        try {
            return Optional.of(WebAddress.parse(text));
        } catch (BadAddress e) {
            return Optional.empty();
        }
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }
}
