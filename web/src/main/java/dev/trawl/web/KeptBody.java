package dev.trawl.web;

import dev.trawl.core.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A body that was read: hashed whole, kept as far as it may be wanted. What is large lies in a file without a name that
 * ends with the process. For one thread; to be closed.
 */
public final class KeptBody implements AutoCloseable {
    /** As much of a body as stays in memory. */
    static final int MEMORY_BYTES_MAX = 256 * 1024;

    private static final int BEGINNING_BYTES = 16 * 1024;

    private final String sha256;
    private final long bytes;
    private final byte[] memory;
    private final int inMemory;
    private final Optional<FileChannel> file;

    private KeptBody(Reading reading) {
        this.sha256 = HexFormat.of().formatHex(reading.digest.digest());
        this.bytes = reading.bytes;
        this.memory = reading.memory;
        this.inMemory = reading.filled;
        this.file = Optional.ofNullable(reading.file);
    }

    /**
     * Reads a body to its end.
     *
     * @param keepMax as much of its beginning as is kept; 0 for nothing
     */
    public static KeptBody read(InputStream body, long keepMax) throws IOException {
        Reading reading = new Reading(keepMax);
        try {
            reading.all(body);
            return new KeptBody(reading);
        } catch (IOException | RuntimeException e) {
            reading.close();
            throw e;
        }
    }

    /** Bytes of the whole body. */
    public long bytes() {
        return bytes;
    }

    /** Of the whole body, in lower-case hexadecimal. */
    public String sha256() {
        return sha256;
    }

    /** Bytes that were kept. */
    public long kept() throws IOException {
        return file.isPresent() ? file.get().size() : inMemory;
    }

    /** Whether having it in memory needs a share of what large bodies have together. */
    public boolean large() {
        return file.isPresent();
    }

    /**
     * What was kept, from the beginning; perhaps in a larger array, of which {@link #kept} bytes count, or {@code bytesMax}
     * where those are fewer.
     */
    public byte[] content(long bytesMax) throws IOException {
        if (file.isEmpty()) {
            return memory;
        }
        ByteBuffer wanted = ByteBuffer.allocate((int) Math.min(file.get().size(), bytesMax));
        while (wanted.hasRemaining() && file.get().read(wanted, wanted.position()) >= 0) {
            // A read may give less than was asked for.
        }
        return wanted.array();
    }

    /** What was kept, from the beginning, to be read once and before this is closed. */
    public InputStream open() throws IOException {
        return file.isEmpty()
                ? new ByteArrayInputStream(memory, 0, inMemory)
                : Channels.newInputStream(file.get().position(0));
    }

    /** Writes what was kept. */
    public void copyTo(OutputStream out) throws IOException {
        if (file.isEmpty()) {
            out.write(memory, 0, inMemory);
            return;
        }
        WritableByteChannel to = Channels.newChannel(out);
        long size = file.get().size();
        for (long at = 0; at < size; ) {
            at += file.get().transferTo(at, size - at, to);
        }
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            file.get().close();
        }
    }

    /** The body while it comes. */
    private static final class Reading implements AutoCloseable {
        private final MessageDigest digest = Sha256.digest();
        private final long keepMax;
        private byte[] memory = new byte[BEGINNING_BYTES];
        private int filled;
        private long bytes;
        private @Nullable FileChannel file;

        Reading(long keepMax) {
            this.keepMax = keepMax;
        }

        /** What is kept in memory is read to where it stays; the rest of the way needs one buffer. */
        void all(InputStream body) throws IOException {
            int read = 0;
            while (read >= 0 && filled < Math.min(keepMax, MEMORY_BYTES_MAX)) {
                if (filled == memory.length) {
                    memory = Arrays.copyOf(memory, Math.min(2 * memory.length, MEMORY_BYTES_MAX));
                }
                int room = (int) Math.min(memory.length, keepMax) - filled;
                read = body.read(memory, filled, room);
                hashed(memory, filled, read);
                filled += Math.max(read, 0);
            }
            if (read >= 0) {
                rest(body);
            }
        }

        private void rest(InputStream body) throws IOException {
            byte[] buffer = new byte[BEGINNING_BYTES];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                if (bytes < keepMax) {
                    write(buffer, (int) Math.min(read, keepMax - bytes));
                }
                hashed(buffer, 0, read);
            }
        }

        private void hashed(byte[] from, int at, int length) {
            if (length > 0) {
                digest.update(from, at, length);
                bytes += length;
            }
        }

        private void write(byte[] from, int length) throws IOException {
            FileChannel to = file;
            if (to == null) {
                to = nameless();
                file = to;
                write(to, memory, filled);
            }
            write(to, from, length);
        }

        private static void write(FileChannel to, byte[] from, int length) throws IOException {
            ByteBuffer left = ByteBuffer.wrap(from, 0, length);
            while (left.hasRemaining()) {
                int _ = to.write(left);
            }
        }

        /** Its name is gone as soon as it is open, so nothing is left of it however the process ends. */
        private static FileChannel nameless() throws IOException {
            Path path = Files.createTempFile("trawl", ".body");
            return FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        }

        @Override
        public void close() throws IOException {
            if (file != null) {
                file.close();
            }
        }
    }
}
