package dev.trawl.testkit.web;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/**
 * An HTTP/1.1 server on 127.0.0.1 that answers as it is told, however wrong that is; what it was not told is in
 * {@link Endpoints}, and 404 where that has nothing. Safe for any number of threads.
 */
public final class HostileServer implements AutoCloseable {
    private static final int BACKLOG = 200;
    private static final int HEAD_BYTES_MAX = 64 * 1024;

    private final ServerSocket door;
    private final String scheme;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>(Endpoints.all());
    private final List<Asked> log = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();

    private HostileServer(ServerSocketFactory sockets, String scheme) throws IOException {
        this.door = sockets.createServerSocket(0, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
        this.scheme = scheme;
        Thread.ofVirtual().name("hostile-door").start(this::accept);
    }

    /** Starts one on a free port. */
    public static HostileServer start() throws IOException {
        return new HostileServer(ServerSocketFactory.getDefault(), "http");
    }

    /** Starts one that speaks TLS, with sockets from a context of the caller's. */
    public static HostileServer startTls(ServerSocketFactory sockets) throws IOException {
        return new HostileServer(sockets, "https");
    }

    /** Where it listens. */
    public int port() {
        return door.getLocalPort();
    }

    /** The address of a path, by IP address. */
    public String url(String path) {
        return scheme + "://127.0.0.1:" + port() + path;
    }

    /** Says what a path answers from now on, whatever its query. */
    public HostileServer on(String path, Answer answer) {
        answers.put(path, answer);
        return this;
    }

    /** What it was asked, in order of arrival. */
    public List<Asked> asked() {
        return List.copyOf(log);
    }

    /** How often a path was asked. */
    public long asked(String path) {
        return log.stream().filter(request -> request.path().equals(path)).count();
    }

    /** Connections taken so far. */
    public int connections() {
        return connections.get();
    }

    /** Stops listening and drops every connection. */
    @Override
    public void close() throws IOException {
        closing.countDown();
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (closing.getCount() > 0) {
            try {
                Socket socket = door.accept();
                open.add(socket);
                int number = connections.incrementAndGet();
                Thread.ofVirtual().name("hostile-" + number).start(() -> serve(socket, number));
            } catch (IOException _) {
                // Closed, or a client that was gone before it was taken.
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                Asked asked = asked(head, number);
                log.add(asked);
                answers.getOrDefault(asked.path(), Endpoints.NOT_FOUND).give(new Line(asked, in, socket, closing));
            }
        } catch (IOException | InterruptedException _) {
            // The client is gone, or the answer was to break off.
        } finally {
            open.remove(socket);
        }
    }

    /** Up to the empty line; empty where the connection ended. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!complete(head)) {
            int letter = in.read();
            if (letter < 0) {
                return "";
            }
            if (head.length() > HEAD_BYTES_MAX) {
                throw new IOException("A head of more than " + HEAD_BYTES_MAX + " bytes");
            }
            head.append((char) letter);
        }
        return head.toString();
    }

    private static boolean complete(StringBuilder head) {
        int length = head.length();
        return length >= 4 && head.indexOf("\r\n\r\n", length - 4) >= 0;
    }

    private static Asked asked(String head, int number) {
        String[] lines = head.split("\r\n", -1);
        String[] first = lines[0].split(" ", -1);
        Map<String, String> headers = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
            }
        }
        return new Asked(first[0], first.length > 1 ? first[1] : "", headers, number);
    }
}
