package dev.trawl.local;

import dev.trawl.core.Json;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Answers other processes of the same user, one question per connection: a line of JSON in, a line of JSON out.
 * Each question has a virtual thread of its own. A question that cannot be read, or at which the answering
 * fails, is answered with {@code {"error": TEXT}}; one that is not asked in time with nothing.
 */
public final class ControlServer implements AutoCloseable {
    /** Connections at once; further ones wait. */
    public static final int CONNECTIONS_MAX = 64;

    /** How long closing waits for requests that are being answered. */
    private static final Duration CLOSING_MAX = Duration.ofSeconds(2);

    /** How long a caller may take to ask its question. */
    public static final Duration ASKING_MAX = Duration.ofSeconds(10);

    /** Connections that wait; a further one is refused by the system, and its caller told so. */
    private static final int WAITING_MAX = 1_024;

    private static final long ACCEPT_AGAIN_NANOS = 10_000_000;

    private final Path socket;
    private final ServerSocketChannel server;
    private final Function<JsonNode, JsonNode> answers;
    private final Duration askingMax;
    private final Semaphore free = new Semaphore(CONNECTIONS_MAX);

    private ControlServer(
            Path socket, ServerSocketChannel server, Function<JsonNode, JsonNode> answers, Duration askingMax) {
        this.socket = socket;
        this.server = server;
        this.answers = answers;
        this.askingMax = askingMax;
    }

    /** Begins to answer for the folder that this process holds. A socket that a dead process left is replaced. */
    public static ControlServer open(DataFolder folder, Function<JsonNode, JsonNode> answers) {
        return open(folder, answers, ASKING_MAX);
    }

    static ControlServer open(DataFolder folder, Function<JsonNode, JsonNode> answers, Duration askingMax) {
        Path root = folder.paths().root();
        try {
            Path socket = ControlSocket.prepare(folder.paths());
            ControlServer server = new ControlServer(socket, bind(socket), answers, askingMax);
            Thread.ofVirtual().name("trawl-control").start(server::accept);
            return server;
        } catch (IOException e) {
            throw FileFaults.of("Opening the control socket of", root, e);
        }
    }

    /** Answers no more. Questions that are being answered are answered to their end. */
    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
            // Whoever was heard is answered before what the answers need is given back.
            boolean _ = free.tryAcquire(CONNECTIONS_MAX, CLOSING_MAX.toNanos(), TimeUnit.NANOSECONDS);
        } catch (IOException e) {
            throw FileFaults.of("Closing the control socket", socket, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ServerSocketChannel bind(Path socket) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket), WAITING_MAX);
            ControlSocket.restrict(socket);
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void accept() {
        while (server.isOpen()) {
            free.acquireUninterruptibly();
            try {
                SocketChannel caller = server.accept();
                Thread.ofVirtual().start(() -> serve(caller));
            } catch (IOException e) {
                // Closed, or no file descriptor is left: the next round tells which, and must not spin until then.
                free.release();
                LockSupport.parkNanos(ACCEPT_AGAIN_NANOS);
            }
        }
    }

    private void serve(SocketChannel caller) {
        try (caller) {
            ControlLine.write(caller, answer(caller));
        } catch (IOException e) {
            // The caller went away. What it asked for is done all the same, and nobody is left to be told.
            return;
        } finally {
            free.release();
        }
    }

    private JsonNode answer(SocketChannel caller) throws IOException {
        try {
            JsonNode question;
            try (Deadline _ = Deadline.of(caller, askingMax)) {
                question = ControlLine.read(caller);
            }
            return answers.apply(question);
        } catch (JacksonException e) {
            return error("Reading a request failed: it is no line of JSON. Nothing was done. Send one JSON object.");
        } catch (RuntimeException e) {
            return error(String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode error(String message) {
        return Json.object().put("error", message);
    }
}
