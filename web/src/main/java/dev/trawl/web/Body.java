package dev.trawl.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** The body of an answer: packed as it comes from the wire, decoded as it is read, both under a limit. For one thread. */
final class Body implements AutoCloseable {
    /** A body that nobody wants is read all the same up to this, as that is cheaper than a new connection. */
    private static final int SKIP_BYTES_MAX = 16 * 1024;

    /** Of a body that says itself that it is too big, so much may be read: its first bytes may be all that is wanted. */
    private static final long PEEK_BYTES_MAX = 64 * 1024;

    private final CappedStream wire;
    private final Decoder decoder;
    private final CappedStream decoded;
    private final long announced;
    private final long bytesMax;
    private @Nullable TooBig broken;

    private Body(InputStream wire, String contentEncoding, long announced, long bytesMax) {
        this.wire = announced > bytesMax
                ? new CappedStream(wire, "an announced body", Math.min(PEEK_BYTES_MAX, bytesMax), bytesMax)
                : new CappedStream(wire, "a body", bytesMax, bytesMax);
        this.decoder = new Decoder(this.wire, contentEncoding);
        this.decoded = new CappedStream(decoder, "a decoded body", bytesMax, bytesMax);
        this.announced = announced;
        this.bytesMax = bytesMax;
    }

    static Body of(ClassicHttpResponse answer, Map<String, String> headers, long bytesMax) throws IOException {
        HttpEntity entity = answer.getEntity();
        return entity == null
                ? new Body(InputStream.nullInputStream(), "", 0, bytesMax)
                : new Body(
                        entity.getContent(),
                        headers.getOrDefault("content-encoding", ""),
                        entity.getContentLength(),
                        bytesMax);
    }

    InputStream decoded() {
        return decoded;
    }

    /** Bytes of it that came over the wire, packed as they were. */
    long wireBytes() {
        return wire.bytes();
    }

    long decodedBytes() {
        return decoded.bytes();
    }

    /** What went wrong, as deep as it is known; null where nothing did. */
    @Nullable
    IOException broken() {
        if (broken != null) {
            return broken;
        }
        return wire.broken() != null ? wire.broken() : decoded.broken();
    }

    /** Ends at once what says itself that it is too big. */
    void refuseAnnounced() throws TooBig {
        if (announced > bytesMax) {
            broken = new TooBig("an announced body", bytesMax);
            throw broken;
        }
    }

    /** After the decoded end the wire may still owe its own end mark: with it the connection can be kept. */
    void finish() {
        if (decoded.ended() && !wire.ended()) {
            try {
                int _ = wire.read();
            } catch (IOException _) {
                // The answer is complete; the connection alone is lost.
            }
        }
    }

    /** Reads what is announced to be small, so that the connection can be kept. */
    void skipSmall() {
        if (announced >= 0 && announced <= SKIP_BYTES_MAX) {
            try {
                int _ = wire.readNBytes(SKIP_BYTES_MAX + 1).length;
            } catch (IOException _) {
                // Nobody wanted it; the connection alone is lost.
            }
        }
    }

    /** As much of it as can be read, as text. */
    String beginning(int bytesMax, Charset charset) {
        byte[] kept = new byte[bytesMax];
        int filled = 0;
        try {
            int read = 0;
            while (read >= 0 && filled < bytesMax) {
                read = decoded.read(kept, filled, bytesMax - filled);
                filled += Math.max(read, 0);
            }
            finish();
        } catch (IOException _) {
            // The status says enough; the text is for people.
        }
        return new String(kept, 0, filled, charset);
    }

    @Override
    public void close() throws IOException {
        decoder.close();
    }
}
