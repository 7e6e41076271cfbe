package dev.trawl.web;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Removes the content encodings of a body (RFC 9110, section 8.4). Nothing is read before the first byte is asked for;
 * an empty body is empty in every encoding. For one thread.
 */
final class Decoder extends InputStream {
    /** What a request says it takes. */
    static final String ACCEPTED = "gzip, deflate, br, zstd";

    /** Encodings on top of each other. */
    private static final int LAYERS_MAX = 3;

    /** The largest window of a zstd frame on the web, as a power of two in bytes (RFC 9659). */
    private static final int ZSTD_WINDOW_LOG_MAX = 23;

    private static final int BUFFER_BYTES = 8 * 1024;
    private static final int ZLIB_METHOD = 8;

    private final InputStream packed;
    private final List<String> codings;
    private @Nullable InputStream open;

    /**
     * A body as it comes.
     *
     * @param contentEncoding the header; empty where there is none
     */
    Decoder(InputStream packed, String contentEncoding) {
        this.packed = packed;
        this.codings = codings(contentEncoding);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        try {
            return open().read(into, from, length);
        } catch (TooBig | BadEncoding e) {
            throw e;
        } catch (IOException e) {
            throw codings.isEmpty() ? e : new BadEncoding("a body that is not " + codings + ": " + e.getMessage(), e);
        }
    }

    /** Gives the decoders' memory back; the body itself stays open. */
    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }

    private InputStream open() throws IOException {
        InputStream known = open;
        if (known == null) {
            known = layered();
            open = known;
        }
        return known;
    }

    private InputStream layered() throws IOException {
        if (codings.isEmpty()) {
            return packed;
        }
        if (codings.size() > LAYERS_MAX) {
            throw new BadEncoding("a body packed " + codings.size() + " times", null);
        }
        PushbackInputStream peeked = new PushbackInputStream(packed, 2);
        int first = peeked.read();
        if (first < 0) {
            return InputStream.nullInputStream();
        }
        peeked.unread(first);
        InputStream in = peeked;
        for (String coding : codings.reversed()) {
            in = layer(coding, in);
        }
        return in;
    }

    private static InputStream layer(String coding, InputStream in) throws IOException {
        return switch (coding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(in, BUFFER_BYTES);
            case "deflate" -> inflater(in);
            // Reading it a byte at a time and then in bulk loses bytes at its end.
            case "br" -> new BufferedInputStream(new BrotliInputStream(in, BUFFER_BYTES));
            case "zstd" -> new ZstdInputStreamNoFinalizer(in).setLongMax(ZSTD_WINDOW_LOG_MAX);
            default -> throw new BadEncoding("the content encoding " + coding + ", which was not asked for", null);
        };
    }

    /** Servers send deflate with and without the head of zlib; browsers read both. */
    private static InputStream inflater(InputStream in) throws IOException {
        PushbackInputStream peeked = new PushbackInputStream(in, 2);
        byte[] head = peeked.readNBytes(2);
        peeked.unread(head);
        boolean zlib = head.length == 2
                && (head[0] & 15) == ZLIB_METHOD
                && (((head[0] & 255) << 8) | (head[1] & 255)) % 31 == 0;
        return zlib ? new InflaterInputStream(peeked) : new RawDeflate(peeked, new Inflater(true));
    }

    private static List<String> codings(String header) {
        List<String> found =
                new ArrayList<>(Arrays.asList(header.toLowerCase(Locale.ROOT).split("[\\s,]+")));
        found.removeIf(coding -> coding.isEmpty() || coding.equals("identity"));
        return found;
    }

    /** Deflate without a head; its inflater ends with it. */
    private static final class RawDeflate extends InflaterInputStream {
        RawDeflate(InputStream in, Inflater inflater) {
            super(in, inflater, BUFFER_BYTES);
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }
}
