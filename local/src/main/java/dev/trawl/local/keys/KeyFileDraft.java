package dev.trawl.local.keys;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file of keys while it is written: hashes come in their order, the filter is made beside them. It is not synced:
 * what a power cut leaves of it is known by its sums, and made again from the ledger.
 */
final class KeyFileDraft implements AutoCloseable {
    private final Path path;
    private final long count;
    private final long blocks;
    private final FileChannel file;
    private final FilePart filter;
    private final FilePart hashes;
    private final long[] block = new long[KeyFilter.BLOCK_WORDS];
    private long blockAt;

    /** @param count how many hashes will come */
    KeyFileDraft(Path path, long count) throws IOException {
        this.path = path;
        this.count = count;
        this.blocks = KeyFilter.blocks(count);
        this.file = FileChannel.open(path, CREATE, WRITE, TRUNCATE_EXISTING);
        this.filter = new FilePart(file, KeyFileHead.BYTES);
        this.hashes = new FilePart(file, KeyFileHead.BYTES + KeyFilter.bytes(count));
    }

    /** The next hash. */
    void add(long high, long low) throws IOException {
        long at = KeyFilter.block(high, blocks);
        while (blockAt < at) {
            endBlock();
        }
        for (int probe = 0; probe < KeyFilter.PROBES; probe++) {
            int bit = KeyFilter.bit(low, probe);
            block[bit >>> 6] |= 1L << bit;
        }
        hashes.put(high);
        hashes.put(low);
    }

    /** Gives the whole file its name, in one step. */
    KeyFile finish(Path name, long tag, long from, long to) throws IOException {
        while (blockAt < blocks) {
            endBlock();
        }
        KeyFileHead head = new KeyFileHead(tag, from, to, count, filter.end(), hashes.end());
        ByteBuffer written = head.written();
        while (written.hasRemaining()) {
            file.write(written, written.position());
        }
        file.close();
        Files.move(path, name, StandardCopyOption.ATOMIC_MOVE);
        return KeyFile.open(name, head);
    }

    private void endBlock() throws IOException {
        for (int n = 0; n < block.length; n++) {
            filter.put(block[n]);
            block[n] = 0;
        }
        blockAt++;
    }

    /** Lets go of it; what is not finished is removed. */
    @Override
    public void close() throws IOException {
        file.close();
        Files.deleteIfExists(path);
    }
}
