package dev.trawl.testkit.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Bodies in every content encoding, honest ones and bombs. */
public final class Packed {
    /** The largest block that is written, in bytes: what a Brotli stream with the smallest window takes. */
    private static final int BLOCK_BYTES = 32 * 1024;

    private static final int ZSTD_RAW = 0;
    private static final int ZSTD_RUN = 1;

    private Packed() {}

    /** In gzip. */
    public static byte[] gzip(byte[] plain) {
        return through(plain, GZIPOutputStream::new);
    }

    /** In deflate with the head of zlib, as the standard says. */
    public static byte[] deflate(byte[] plain) {
        return through(plain, DeflaterOutputStream::new);
    }

    /** In deflate without a head, as many servers do. */
    public static byte[] rawDeflate(byte[] plain) {
        return through(plain, out -> new DeflaterOutputStream(out, new Deflater(6, true)));
    }

    /** As a zstd frame of stored blocks (RFC 8878, section 3.1.1). */
    public static byte[] zstd(byte[] plain) {
        ByteArrayOutputStream out = zstdHead();
        for (int from = 0; from < plain.length; from += BLOCK_BYTES) {
            byte[] block = Arrays.copyOfRange(plain, from, Math.min(from + BLOCK_BYTES, plain.length));
            zstdBlock(out, block.length, ZSTD_RAW, block);
        }
        out.writeBytes(new byte[] {1, 0, 0});
        return out.toByteArray();
    }

    /** A zstd frame that grows about eight-thousandfold. */
    public static byte[] zstdBomb(long plainBytes) {
        ByteArrayOutputStream out = zstdHead();
        for (long written = 0; written < plainBytes; written += BLOCK_BYTES) {
            zstdBlock(out, BLOCK_BYTES, ZSTD_RUN, new byte[] {0});
        }
        out.writeBytes(new byte[] {1, 0, 0});
        return out.toByteArray();
    }

    /** As a Brotli stream of stored blocks (RFC 7932, section 9). */
    public static byte[] brotli(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < plain.length; from += BLOCK_BYTES) {
            int length = Math.min(BLOCK_BYTES, plain.length - from);
            // From the lowest bit: window (first block only), not last, four nibbles, length - 1, stored.
            int head = ((length - 1) << 3) | (1 << 19);
            threeBytes(out, from == 0 ? head << 1 : head);
            out.write(plain, from, length);
        }
        out.write(plain.length == 0 ? 6 : 3);
        return out.toByteArray();
    }

    /** A gzip body that grows a thousandfold. */
    public static byte[] gzipBomb(int plainBytes) {
        return gzip(new byte[plainBytes]);
    }

    private static ByteArrayOutputStream zstdHead() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // Magic number; no size, no checksum; a window of 64 KiB.
        out.writeBytes(new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, 0x30});
        return out;
    }

    private static void zstdBlock(ByteArrayOutputStream out, int length, int type, byte[] content) {
        threeBytes(out, (length << 3) | (type << 1));
        out.writeBytes(content);
    }

    private static void threeBytes(OutputStream out, int bits) {
        try {
            out.write(new byte[] {(byte) bits, (byte) (bits >> 8), (byte) (bits >> 16)});
        } catch (IOException e) {
            throw new UncheckedIOException("Memory took no three bytes", e);
        }
    }

    @FunctionalInterface
    private interface Packer {
        OutputStream over(OutputStream out) throws IOException;
    }

    private static byte[] through(byte[] plain, Packer packer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = packer.over(out)) {
            packed.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory took no " + plain.length + " bytes", e);
        }
        return out.toByteArray();
    }
}
