package dev.trawl.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * A server on loopback that answers every request after a time, in a process of its own: one thread for any number of
 * connections. {@code /peak} is answered at once, with the most requests that it had before it at once.
 */
public final class SlowServer {
    private static final int BACKLOG = 4_096;
    private static final int REQUEST_BYTES_MAX = 4_096;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** A request that is to be answered. */
    private record Pending(SocketChannel to, long dueNanos) {}

    private final Deque<Pending> pending = new ArrayDeque<>();
    private final ByteBuffer received = ByteBuffer.allocate(REQUEST_BYTES_MAX);
    private final Selector selector = Selector.open();
    private final long waitNanos;
    private int peak;

    private SlowServer(long waitNanos) throws IOException {
        this.waitNanos = waitNanos;
    }

    /** Serves until it is killed, or its standard input ends; prints its port. */
    public static void main(String[] arguments) throws IOException {
        Thread.ofPlatform().daemon().start(SlowServer::leaveWithParent);
        SlowServer server = new SlowServer(Long.parseLong(arguments[0]) * NANOS_PER_MILLI);
        try (ServerSocketChannel door = ServerSocketChannel.open()) {
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            System.out.println(((InetSocketAddress) door.getLocalAddress()).getPort());
            door.configureBlocking(false);
            door.register(server.selector, SelectionKey.OP_ACCEPT);
            server.serve(door);
        }
    }

    private static void leaveWithParent() {
        try {
            while (System.in.read() >= 0) {
                // The parent says nothing; it ends.
            }
        } catch (IOException e) {
            // Then it is gone, too.
        }
        System.exit(0);
    }

    private void serve(ServerSocketChannel door) throws IOException {
        while (true) {
            Pending first = pending.peek();
            long left = first == null ? 0 : Math.max(1, (first.dueNanos() - System.nanoTime()) / NANOS_PER_MILLI);
            selector.select(left);
            for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
                SelectionKey key = keys.next();
                keys.remove();
                if (key.isAcceptable()) {
                    accept(door);
                } else {
                    read((SocketChannel) key.channel());
                }
            }
            answer();
        }
    }

    private void accept(ServerSocketChannel door) throws IOException {
        for (SocketChannel caller = door.accept(); caller != null; caller = door.accept()) {
            caller.configureBlocking(false);
            caller.register(selector, SelectionKey.OP_READ);
        }
    }

    /** A request of the benchmark comes in one piece: it is small and on loopback. */
    private void read(SocketChannel caller) {
        try {
            received.clear();
            if (caller.read(received) < 0) {
                caller.close();
                return;
            }
            String request = new String(received.array(), 0, received.position(), US_ASCII);
            if (request.startsWith("GET /peak ")) {
                send(caller, Integer.toString(peak));
            } else {
                pending.add(new Pending(caller, System.nanoTime() + waitNanos));
                peak = Math.max(peak, pending.size());
            }
        } catch (IOException e) {
            close(caller);
        }
    }

    private void answer() {
        long now = System.nanoTime();
        while (!pending.isEmpty() && pending.element().dueNanos() <= now) {
            SocketChannel to = pending.remove().to();
            try {
                send(to, "ok");
            } catch (IOException e) {
                close(to);
            }
        }
    }

    private static void send(SocketChannel to, String body) throws IOException {
        String answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body.length() + "\r\n\r\n";
        to.write(ByteBuffer.wrap((answer + body).getBytes(US_ASCII)));
    }

    private static void close(SocketChannel caller) {
        try {
            caller.close();
        } catch (IOException e) {
            // It is gone all the same.
        }
    }
}
