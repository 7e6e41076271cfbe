package dev.trawl.app.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** The content of a file, as the disk has it and as processes see it. */
final class StoredFile {
    /** What a disk writes whole or not at all. */
    private static final int SECTOR_BYTES = 512;

    private byte[] durable = new byte[0];
    private final List<Call> pending = new ArrayList<>();

    void change(Call call) {
        pending.add(call);
    }

    /** All that was written is durable. */
    void sync() {
        durable = with(pending);
        pending.clear();
    }

    /** A failed sync: the system forgets that there was something to write, and a later sync finds nothing to do. */
    void lose() {
        pending.clear();
    }

    /** What a power cut leaves where nothing was written that nobody asked for. */
    byte[] durable() {
        return durable;
    }

    /** What a power cut may leave: some of what was not synced, in no order, and one write of which a part. */
    byte[] torn(RandomGenerator random) {
        List<Call> some = new ArrayList<>();
        int half = pending.isEmpty() ? -1 : random.nextInt(pending.size());
        for (int n = 0; n < pending.size(); n++) {
            if (n == half && pending.get(n) instanceof Call.Written whole) {
                some.add(part(whole, random));
            } else if (random.nextBoolean()) {
                some.add(pending.get(n));
            }
        }
        return with(some);
    }

    private static Call part(Call.Written whole, RandomGenerator random) {
        int sectors = whole.bytes().limit() / SECTOR_BYTES;
        int bytes = random.nextInt(sectors + 1) * SECTOR_BYTES;
        return new Call.Written(whole.file(), whole.at(), whole.bytes().slice(0, bytes), whole.path());
    }

    private byte[] with(List<Call> changes) {
        // Room for the longest that it gets, once: a log is written in thousands of small pieces.
        byte[] content = Arrays.copyOf(
                durable, changes.stream().mapToInt(StoredFile::end).reduce(durable.length, Math::max));
        int length = durable.length;
        for (Call change : changes) {
            switch (change) {
                case Call.Written write -> {
                    write.bytes()
                            .get(
                                    0,
                                    content,
                                    Math.toIntExact(write.at()),
                                    write.bytes().limit());
                    length = Math.max(length, end(write));
                }
                case Call.Truncated cut -> {
                    Arrays.fill(content, Math.min(end(cut), length), Math.max(end(cut), length), (byte) 0);
                    length = end(cut);
                }
                default -> throw new IllegalStateException("No change of a content: " + change);
            }
        }
        return Arrays.copyOf(content, length);
    }

    private static int end(Call change) {
        return switch (change) {
            case Call.Written write ->
                Math.toIntExact(write.at() + write.bytes().limit());
            case Call.Truncated cut -> Math.toIntExact(cut.length());
            default -> 0;
        };
    }
}
