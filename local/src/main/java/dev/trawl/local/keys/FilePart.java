package dev.trawl.local.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/** A part of a file that is written from its beginning to its end, and summed up. */
final class FilePart {
    private static final int BUFFER_BYTES = 1 << 16;

    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C sum = new CRC32C();
    private long at;

    FilePart(FileChannel file, long at) {
        this.file = file;
        this.at = at;
    }

    void put(long word) throws IOException {
        if (!buffer.hasRemaining()) {
            flush();
        }
        buffer.putLong(word);
    }

    /** Writes what is left; the CRC-32C of everything. */
    int end() throws IOException {
        flush();
        return (int) sum.getValue();
    }

    private void flush() throws IOException {
        buffer.flip();
        sum.update(buffer.duplicate());
        while (buffer.hasRemaining()) {
            at += file.write(buffer, at);
        }
        buffer.clear();
    }
}
