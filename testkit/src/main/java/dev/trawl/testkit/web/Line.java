package dev.trawl.testkit.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The connection on which a request came, for one answer. For one thread. */
public final class Line {
    private final Asked asked;
    private final InputStream in;
    private final Socket socket;
    private final CountDownLatch closing;

    Line(Asked asked, InputStream in, Socket socket, CountDownLatch closing) {
        this.asked = asked;
        this.in = in;
        this.socket = socket;
        this.closing = closing;
    }

    /** The request. */
    public Asked asked() {
        return asked;
    }

    /** The body of the request, as long as it says; once. */
    public byte[] body() throws IOException {
        String length = asked.header("content-length");
        return in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
    }

    /** Sends bytes as they are. */
    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Sends text as it is, a byte a letter. */
    public void send(String text) throws IOException {
        send(text.getBytes(ISO_8859_1));
    }

    /** Sends status, headers (each line ending in CRLF) and an announced body. */
    public void answer(int status, String headers, byte[] body) throws IOException {
        head(status, headers + "Content-Length: " + body.length + "\r\n");
        send(body);
    }

    /** Sends status, headers and text. */
    public void answer(int status, String headers, String body) throws IOException {
        answer(status, headers, body.getBytes(UTF_8));
    }

    /** Sends a status and headers, each line of them ending in CRLF. */
    public void head(int status, String headers) throws IOException {
        send("HTTP/1.1 " + status + " X\r\n" + headers + "\r\n");
    }

    /** Waits without a sign; ends when the server closes. False where it does. */
    public boolean rest(Duration time) throws InterruptedException {
        return !closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits until the server closes. */
    public void hang() throws InterruptedException {
        closing.await();
    }

    /** Closes the connection, politely. */
    public void end() throws IOException {
        socket.close();
    }

    /** Breaks the connection off with RST. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
