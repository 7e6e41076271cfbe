package dev.trawl.web.browser;

import dev.trawl.web.Allowance;
import dev.trawl.web.Relay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The browser's way to the web: a proxy on loopback that the browser sends every request to, and that passes on those of
 * open passages alone. It ends the browser's TLS itself, so that it sees every request, and asks the web through the one
 * egress door; the browser can reach nothing else. For any number of threads.
 */
final class BrowserDoor implements AutoCloseable {
    /** Connections at once; those beyond are closed at once. */
    private static final int CONNECTIONS_MAX = 1_024;

    private static final int BACKLOG = 256;

    /** How long nobody is let in after nobody could be. */
    private static final Duration ACCEPT_REST = Duration.ofMillis(20);

    private final Relay relay;
    private final String agent;
    private final Allowance sent;
    private final SelfSigned certificate = SelfSigned.make();
    private final ServerSocket server;
    private final Map<String, Passage> passages = new ConcurrentHashMap<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    /**
     * @param agent by which Trawl names itself behind the browser's own name
     * @param sent for the bodies that pages send, as long as they are passed on
     */
    BrowserDoor(Relay relay, String agent, Allowance sent) {
        this.relay = relay;
        this.agent = agent;
        this.sent = sent;
        try {
            this.server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("Opening the browser's door on loopback failed", e);
        }
    }

    /** Begins to take connections. */
    void open() {
        Thread.ofPlatform().daemon().name("trawl-browser-door").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The pin of its certificate. */
    String pin() {
        return certificate.pin();
    }

    /** Lets a page through, under credentials of its own, until the passage is closed. */
    Passage let(Passage.Limits limits, Consumer<Happening> page) {
        Passage passage = new Passage(
                Credentials.make(),
                limits,
                page,
                gone -> passages.remove(gone.credentials().header()));
        passages.put(passage.credentials().header(), passage);
        return passage;
    }

    /** Whose request it is; empty where it is nobody's. */
    Optional<Passage> passage(RequestHead head) {
        return head.value("Proxy-Authorization").flatMap(key -> Optional.ofNullable(passages.get(key)));
    }

    Relay relay() {
        return relay;
    }

    String agent() {
        return agent;
    }

    Allowance sent() {
        return sent;
    }

    SelfSigned certificate() {
        return certificate;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (connections.size() >= CONNECTIONS_MAX) {
                    socket.close();
                } else {
                    connections.add(socket);
                    Thread.ofVirtual().name("trawl-browser-door").start(() -> serve(socket));
                }
            } catch (IOException e) {
                // The door was closed, or one connection broke; or there are too many open files, until some are
                // closed.
                LockSupport.parkNanos(ACCEPT_REST.toNanos());
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new DoorConnection(this, socket).run();
        } catch (IOException e) {
            // The browser left, or spoke nonsense: it is told by the end of the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket each : connections) {
            each.close();
        }
    }
}
