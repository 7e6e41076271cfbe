package dev.trawl.local;

import dev.trawl.core.Json;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import tools.jackson.databind.JsonNode;

/** One JSON value as a line of UTF-8 on a socket. */
final class ControlLine {
    private static final int BUFFER_BYTES = 8_192;

    private ControlLine() {}

    /**
     * Reads up to the end of the line.
     *
     * @throws tools.jackson.core.JacksonException where the line is no JSON
     */
    static JsonNode read(SocketChannel channel) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        boolean ended = false;
        while (!ended) {
            if (channel.read(buffer.clear()) < 0) {
                throw new EOFException("the connection ended in the middle of a line");
            }
            ended = buffer.get(buffer.position() - 1) == '\n';
            line.write(buffer.array(), 0, buffer.position());
            requireSize(line.size());
        }
        return Json.parse(line.toByteArray());
    }

    static void write(SocketChannel channel, JsonNode value) throws IOException {
        byte[] text = Json.of(value).utf8();
        requireSize(text.length + 1);
        ByteBuffer line =
                ByteBuffer.allocate(text.length + 1).put(text).put((byte) '\n').flip();
        while (line.hasRemaining()) {
            channel.write(line);
        }
    }

    private static void requireSize(int bytes) throws IOException {
        if (bytes > ControlSocket.LINE_BYTES_MAX) {
            throw new IOException("the line is longer than " + ControlSocket.LINE_BYTES_MAX + " bytes");
        }
    }
}
