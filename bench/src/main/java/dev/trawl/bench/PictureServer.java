package dev.trawl.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on loopback that answers every path with a picture of its own, {@value #BYTES} bytes long. */
final class PictureServer implements AutoCloseable {
    static final int BYTES = 20_000;

    private static final byte[] PICTURE = ByteBuffer.allocate(BYTES)
            .putLong(0x89504e470d0a1a0aL) // The signature of PNG, and its first part: 640 by 480.
            .putInt(13)
            .putInt(0x49484452)
            .putInt(640)
            .putInt(480)
            .array();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    PictureServer() throws IOException {
        // Without this the JDK's server answers 40 ms late on connections that are kept.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", PictureServer::answer);
        server.start();
    }

    /** The address of a picture. */
    String address(long number) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + number + ".png";
    }

    private static void answer(HttpExchange exchange) {
        try (exchange) {
            byte[] picture = PICTURE.clone();
            ByteBuffer.wrap(picture)
                    .putInt(
                            BYTES - Integer.BYTES,
                            exchange.getRequestURI().getPath().hashCode());
            exchange.sendResponseHeaders(200, picture.length);
            exchange.getResponseBody().write(picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
