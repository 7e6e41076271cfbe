package dev.trawl.web.browser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trawl.web.KeptBody;
import dev.trawl.web.Relay;
import dev.trawl.web.Relay.Field;
import dev.trawl.web.Relay.Passed;
import dev.trawl.web.Relay.ReceiverGone;
import dev.trawl.web.WebAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * Passes one answer on to the browser, as it comes. The page's own document is kept beside, whether the browser takes it
 * or not. For one thread, once.
 */
final class Answering implements Relay.Receiver, AutoCloseable {
    /** As much of a document as is kept. */
    private static final long KEPT_BYTES_MAX = 16L << 20;

    private static final int BUFFER_BYTES = 16 * 1024;

    private final OutputStream out;
    private final Passage passage;
    private final boolean bodiless;
    private final Optional<Passage.Document> document;
    private Optional<KeptBody> kept = Optional.empty();
    private boolean begun;
    private boolean left;

    Answering(OutputStream out, Passage passage, String method, WebAddress address) {
        this.out = out;
        this.passage = passage;
        this.bodiless = method.equals("HEAD");
        this.document = passage.document(method, address);
    }

    /** Whether the browser was told a status. */
    boolean begun() {
        return begun;
    }

    /** Whether the browser left in the middle. */
    boolean left() {
        return left;
    }

    @Override
    public void take(int status, List<Field> headers, InputStream body) throws IOException {
        document.ifPresent(one -> passage.tell(new Happening.Begun(one.number(), status, headers)));
        begun = true;
        boolean chunked = !bodiless && status != 204 && status != 304;
        head(status, headers, chunked);
        if (document.isPresent()) {
            kept = Optional.of(KeptBody.read(new Passing(body, chunked), KEPT_BYTES_MAX));
        } else {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                pass(buffer, 0, chunked ? read : 0);
            }
        }
        if (chunked) {
            say("0\r\n\r\n");
        }
    }

    /** It is over, well or not. */
    void over(Passed passed) {
        Optional<KeptBody> body = kept;
        kept = Optional.empty();
        document.ifPresent(one -> passage.tell(new Happening.Over(one.number(), passed, body)));
    }

    /** Lets go of what nobody was told of. */
    @Override
    public void close() {
        kept.ifPresent(Arrival::close);
        kept = Optional.empty();
    }

    private void head(int status, List<Field> headers, boolean chunked) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Passed\r\n");
        for (Field field : headers) {
            head.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        head.append(chunked ? "Transfer-Encoding: chunked\r\n\r\n" : "\r\n");
        write(head.toString().getBytes(ISO_8859_1), 0, head.length());
        flush();
    }

    private void pass(byte[] bytes, int from, int length) throws IOException {
        if (length > 0) {
            byte[] size = (Integer.toHexString(length) + "\r\n").getBytes(US_ASCII);
            write(size, 0, size.length);
            write(bytes, from, length);
            say("\r\n");
        }
    }

    private void say(String text) throws IOException {
        write(text.getBytes(US_ASCII), 0, text.length());
        flush();
    }

    private void write(byte[] bytes, int from, int length) throws IOException {
        try {
            if (!left) {
                out.write(bytes, from, length);
            }
        } catch (IOException e) {
            leave(e);
        }
    }

    private void flush() throws IOException {
        try {
            if (!left) {
                out.flush();
            }
        } catch (IOException e) {
            leave(e);
        }
    }

    /** A document is read to its end all the same: the browser may only not want to show it. */
    private void leave(IOException e) throws IOException {
        left = true;
        if (document.isEmpty()) {
            throw new ReceiverGone(e);
        }
    }

    /** Hands on what is read through it. */
    private final class Passing extends InputStream {
        private final InputStream body;
        private final boolean chunked;

        Passing(InputStream body, boolean chunked) {
            this.body = body;
            this.chunked = chunked;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = body.read(into, from, length);
            pass(into, from, chunked ? read : 0);
            return read;
        }
    }
}
