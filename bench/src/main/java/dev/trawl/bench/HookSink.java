package dev.trawl.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.BitSet;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A receiver of webhooks on loopback in a process of its own: one thread, which counts who was posted to. The path of a post ends
 * in the number of its subscriber. Says its port, and its counts whenever it is sent a line; leaves with its standard input.
 */
public final class HookSink {
    private static final int BACKLOG = 4_096;
    private static final int REQUEST_BYTES_MAX = 16_384;
    private static final byte[] ANSWER = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(US_ASCII);
    private static final String LENGTH = "content-length:";

    private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER.length).put(ANSWER);
    private final BitSet known = new BitSet();
    private final AtomicLong posts = new AtomicLong();
    private final AtomicLong subscribers = new AtomicLong();

    private HookSink() {}

    /** What one caller has sent of a request so far. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    private record Received(byte[] bytes, ByteBuffer into) {
        Received(byte[] bytes) {
            this(bytes, ByteBuffer.wrap(bytes));
        }

        String text() {
            return new String(bytes, 0, into.position(), US_ASCII);
        }
    }

    /** Serves until it is killed, or its standard input ends. */
    public static void main(String[] arguments) throws IOException {
        HookSink sink = new HookSink();
        try (ServerSocketChannel door = ServerSocketChannel.open();
                Selector selector = Selector.open()) {
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            System.out.println(((InetSocketAddress) door.getLocalAddress()).getPort());
            Thread.ofPlatform().daemon().start(sink::tell);
            door.configureBlocking(false);
            door.register(selector, SelectionKey.OP_ACCEPT);
            while (true) {
                selector.select(sink::turn);
            }
        }
    }

    private void tell() {
        try (BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            while (asked.readLine() != null) {
                System.out.println(posts + " " + subscribers);
            }
        } catch (IOException e) {
            // Whoever asks is gone, too.
        }
        System.exit(0);
    }

    private void turn(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept((ServerSocketChannel) key.channel(), key.selector());
            } else if (key.attachment() instanceof Received received) {
                serve((SocketChannel) key.channel(), received);
            }
        } catch (IOException e) {
            close(key);
        }
    }

    private static void accept(ServerSocketChannel door, Selector selector) throws IOException {
        for (SocketChannel caller = door.accept(); caller != null; caller = door.accept()) {
            caller.configureBlocking(false);
            caller.setOption(StandardSocketOptions.TCP_NODELAY, true);
            caller.register(selector, SelectionKey.OP_READ, new Received(new byte[REQUEST_BYTES_MAX]));
        }
    }

    /** A caller sends the next request when the one before is answered, so what was received is one, or the beginning of one. */
    private void serve(SocketChannel caller, Received received) throws IOException {
        if (caller.read(received.into()) < 0) {
            caller.close();
            return;
        }
        String text = received.text();
        int body = text.indexOf("\r\n\r\n") + 4;
        if (body >= 4 && text.length() - body >= length(text, body)) {
            received.into().clear();
            count(text);
            answer.rewind();
            while (answer.hasRemaining()) {
                caller.write(answer);
            }
        }
    }

    private static int length(String text, int body) {
        String head = text.substring(0, body).toLowerCase(Locale.ROOT);
        int at = head.indexOf(LENGTH) + LENGTH.length();
        return Integer.parseInt(head.substring(at, head.indexOf('\r', at)).strip());
    }

    private void count(String text) {
        int end = text.indexOf(' ', text.indexOf(' ') + 1);
        int number = Integer.parseInt(text.substring(text.lastIndexOf('/', end) + 1, end));
        posts.incrementAndGet();
        if (!known.get(number)) {
            known.set(number);
            subscribers.incrementAndGet();
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            // It is gone all the same.
        }
    }
}
