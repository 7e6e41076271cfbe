package dev.trawl.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.trawl.local.sqlite.SqliteLedger;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which items are in flight, in a mapped file that is never synced: it outlives the process, however that dies,
 * and names the suspects. It need not outlive the machine, whose end is no item's fault. A file that is torn or
 * makes no sense says nothing.
 *
 * <p>Beginning and ending are lock-free, a few writes to memory each. For any number of threads, until closed.
 */
public final class InFlightFile implements InFlight, AutoCloseable {
    /** Items that it has room for; what is in flight beyond is not remembered. */
    public static final int SLOTS = 16_384;

    /** Answered by {@link #begin} where no slot is free. */
    public static final int NONE = -1;

    private static final long MAGIC = 0x54_52_41_57_4c_49_46_31L; // TRAWLIF1
    private static final int HEADER_BYTES = 64;

    /** Place of the process's number in the header. */
    private static final int PROCESS = 8;

    private static final int SLOT_BYTES = 24;
    private static final int FILE_BYTES = HEADER_BYTES + SLOTS * SLOT_BYTES;

    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final long FREE = 0;
    private static final long CLAIMED = 1;

    /** Places in a slot. The state is a check sum of the others, so that half a slot is recognised. */
    private static final int RUN = 0;

    private static final int ITEM = 8;
    private static final int STATE = 16;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment file;
    private final AtomicInteger cursor = new AtomicInteger();

    private InFlightFile(FileChannel channel) throws IOException {
        this.file = channel.map(FileChannel.MapMode.READ_WRITE, 0, FILE_BYTES, arena);
    }

    /**
     * An item that was in flight.
     *
     * @param run the run's number
     * @param item the item's number in it
     */
    public record Slot(long run, long item) {}

    /** Opens the file of a data folder, with what a dead process left in it. */
    public static InFlightFile open(DataFolder folder) {
        return open(folder.paths().inFlight());
    }

    static InFlightFile open(Path path) {
        try (FileChannel channel = FileChannel.open(path, Set.of(CREATE, READ, WRITE, NOFOLLOW_LINKS))) {
            if (!sensible(channel)) {
                create(channel);
            }
            return new InFlightFile(channel);
        } catch (IOException e) {
            throw FileFaults.of("Opening the file of items in flight", path, e);
        }
    }

    /**
     * Says that an item is in flight.
     *
     * @return what ends it; {@link #NONE} where all slots are taken
     */
    @Override
    public int begin(long run, long item) {
        for (int tries = 0; tries < SLOTS; tries++) {
            int slot = Math.floorMod(cursor.getAndIncrement(), SLOTS);
            long at = offset(slot);
            if ((long) LONG.getVolatile(file, at + STATE) == FREE
                    && LONG.compareAndSet(file, at + STATE, FREE, CLAIMED)) {
                LONG.set(file, at + RUN, run);
                LONG.set(file, at + ITEM, item);
                LONG.setRelease(file, at + STATE, checksum(run, item));
                return slot;
            }
        }
        return NONE;
    }

    /** Says that an item is no longer in flight, whatever became of it. Does nothing once the file is closed. */
    @Override
    public void end(int slot) {
        if (slot == NONE || !arena.scope().isAlive()) {
            return;
        }
        try {
            LONG.setRelease(file, offset(slot) + STATE, FREE);
        } catch (IllegalStateException e) {
            // Closed between the look and the write: an item that ends late is then named as one left behind.
            assert !arena.scope().isAlive();
        }
    }

    /** The items in flight: right after opening, those of a process that died. */
    public List<Slot> read() {
        List<Slot> found = new ArrayList<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            long at = offset(slot);
            long state = (long) LONG.getAcquire(file, at + STATE);
            long run = (long) LONG.get(file, at + RUN);
            long item = (long) LONG.get(file, at + ITEM);
            if (state == checksum(run, item) && run >= 0 && item >= 0) {
                found.add(new Slot(run, item));
            }
        }
        return found;
    }

    /** The number of the process whose items these are; 0 where the file is new. */
    public long process() {
        return (long) LONG.getAcquire(file, (long) PROCESS);
    }

    /** Forgets all items. Before the first begins of a process that is known by a number from now on. */
    public void clear(long process) {
        file.asSlice(HEADER_BYTES).fill((byte) 0);
        LONG.setRelease(file, (long) PROCESS, process);
    }

    /** What was in flight when the process before this one died runs alone from now on. */
    void recover(SqliteLedger ledger) {
        List<SqliteLedger.InFlight> left = read().stream()
                .map(slot -> new SqliteLedger.InFlight(slot.run(), slot.item()))
                .distinct()
                .toList();
        clear(ledger.suspect(left, process()));
    }

    /** Closes the file as it is; whatever is in flight then stays named in it. Nothing may begin any more. */
    @Override
    public void close() {
        arena.close();
    }

    private static boolean sensible(FileChannel channel) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(Long.BYTES);
        return channel.size() == FILE_BYTES && channel.read(header, 0) == Long.BYTES && header.getLong(0) == MAGIC;
    }

    /** Every byte is written: a mapped hole of a file kills the process where the disk is full. */
    private static void create(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(FILE_BYTES).putLong(0, MAGIC);
        channel.truncate(0);
        while (bytes.hasRemaining()) {
            channel.write(bytes, bytes.position());
        }
    }

    private static long offset(int slot) {
        return HEADER_BYTES + (long) slot * SLOT_BYTES;
    }

    /** Mixes both numbers (the finaliser of SplitMix64); never one of the two states that are no check sum. */
    private static long checksum(long run, long item) {
        long mixed = run * 0x9E3779B97F4A7C15L + item;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return (mixed ^ (mixed >>> 31)) | Long.MIN_VALUE;
    }
}
