package dev.trawl.app.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/** A client that posts to a server on loopback over one connection, as cheaply as can be, so that the server is what is measured. */
final class LoopbackCaller implements AutoCloseable {
    private static final String LENGTH = "content-length:";
    private static final int LINE_MAX = 8_192;

    private final Socket socket;
    private final InputStream in;
    private final String head;

    LoopbackCaller(int port, String path) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nContent-Type: application/json\r\nContent-Length: ";
    }

    /**
     * Posts a body and reads the answer to its end.
     *
     * @throws IOException where it is not 200
     */
    String post(String body) throws IOException {
        String request = head + body.getBytes(UTF_8).length + "\r\n\r\n" + body;
        socket.getOutputStream().write(request.getBytes(UTF_8));
        String status = line();
        int length = -1;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
        }
        String answer = new String(in.readNBytes(Math.max(0, length)), UTF_8);
        if (!status.startsWith("HTTP/1.1 200 ") || length < 0) {
            throw new IOException("A post was answered " + status + " " + answer);
        }
        return answer;
    }

    private String line() throws IOException {
        byte[] bytes = new byte[LINE_MAX];
        int length = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || length == LINE_MAX) {
                throw new EOFException("An answer ended in its head");
            }
            bytes[length++] = (byte) next;
        }
        return new String(bytes, 0, length, ISO_8859_1).strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
