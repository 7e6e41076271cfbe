package dev.trawl.app.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Passes connections on to a port, and does something when so many pieces of requests went through. For any thread. */
final class Relay implements AutoCloseable {
    private static final int BACKLOG = 512;
    private static final int PIECE_BYTES = 64 * 1024;

    /** Counts pieces; may be shared by relays. */
    static final class Counter {
        private final AtomicLong pieces = new AtomicLong();
        private final AtomicReference<Bell> bell = new AtomicReference<>(new Bell(Long.MAX_VALUE, () -> {}));

        private record Bell(long at, Runnable ring) {}

        /** Rings once, when so many more went through. */
        void ringAfter(long more, Runnable ring) {
            bell.set(new Bell(pieces.get() + more, ring));
        }

        private void count() {
            long now = pieces.incrementAndGet();
            Bell set = bell.get();
            if (now >= set.at && bell.compareAndSet(set, new Bell(Long.MAX_VALUE, () -> {}))) {
                set.ring.run();
            }
        }
    }

    private final ServerSocket door;
    private final int target;
    private final Counter counter;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    Relay(int target, Counter counter) throws IOException {
        this.target = target;
        this.counter = counter;
        this.door = new ServerSocket(0, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().name("relay").start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                Socket far = new Socket(InetAddress.ofLiteral("127.0.0.1"), target);
                open.add(near);
                open.add(far);
                Thread.ofVirtual().start(() -> pass(near, far, counter::count));
                Thread.ofVirtual().start(() -> pass(far, near, () -> {}));
            } catch (IOException _) {
                // Closed, or nobody is there any more.
            }
        }
    }

    private void pass(Socket from, Socket to, Runnable each) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[PIECE_BYTES];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                each.run();
                out.write(piece, 0, read);
            }
        } catch (IOException _) {
            // One of the two is gone.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }
}
