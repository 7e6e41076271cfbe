package dev.trawl.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on loopback that answers every path with a picture of its own, {@value #BYTES} bytes long. */
final class PictureServer implements AutoCloseable {
    static final int BYTES = 20_000;

    private static final byte[] PNG_HEAD = {
        (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'
    };

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    PictureServer() throws IOException {
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
            byte[] noise = new byte[BYTES - PNG_HEAD.length];
            new Random(exchange.getRequestURI().getPath().hashCode()).nextBytes(noise);
            byte[] picture = ByteBuffer.allocate(BYTES)
                    .put(PNG_HEAD)
                    .putInt(640)
                    .putInt(480)
                    .put(noise, 8, noise.length - 8)
                    .array();
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
