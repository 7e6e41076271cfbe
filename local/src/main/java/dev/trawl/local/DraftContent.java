package dev.trawl.local;

import dev.trawl.core.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The bytes of an object that is being written: into a temporary file, hashed on the way. For one thread. */
final class DraftContent extends OutputStream {
    private final FileOperations files;
    private final Path file;
    private final FileChannel channel;
    private final MessageDigest digest = Sha256.digest();
    private long bytes;

    DraftContent(FileOperations files, Path file) throws IOException {
        this.files = files;
        this.file = file;
        this.channel = files.create(file);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        try {
            files.write(channel, ByteBuffer.wrap(from, offset, length));
        } catch (IOException e) {
            FileFaults.raise("Writing an object to", file, e);
            throw e;
        }
        digest.update(from, offset, length);
        bytes += length;
    }

    Path file() {
        return file;
    }

    long bytes() {
        return bytes;
    }

    /** Ends it; the SHA-256 in lower-case hexadecimal. */
    String finish() {
        return HexFormat.of().formatHex(digest.digest());
    }

    void sync() throws IOException {
        files.sync(channel);
    }

    /** Closes the file, not the draft. */
    void release() throws IOException {
        channel.close();
    }
}
