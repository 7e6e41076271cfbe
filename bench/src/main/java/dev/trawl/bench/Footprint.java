package dev.trawl.bench;

import dev.trawl.local.DataPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** What this process and the ledger of a folder take, now and at most. Linux says the former. */
final class Footprint {
    private static final Path STATUS = Path.of("/proc/self/status");

    private final Path ledger;
    private final Path log;
    private final AtomicLong logBytesMax = new AtomicLong();

    Footprint(Path data) {
        this.ledger = new DataPaths(data).ledger();
        this.log = ledger.resolveSibling(ledger.getFileName() + "-wal");
    }

    /** Looks how large the log is now. */
    void look() throws IOException {
        long bytes = Files.exists(log) ? Files.size(log) : 0;
        logBytesMax.accumulateAndGet(bytes, Math::max);
    }

    /** The largest log that was seen. */
    long logBytesMax() {
        return logBytesMax.get();
    }

    long ledgerBytes() throws IOException {
        return Files.size(ledger);
    }

    /** Kilobytes of this process in memory: {@code VmRSS} now, {@code VmHWM} at most. */
    static long kilobytes(String name) throws IOException {
        if (!Files.exists(STATUS)) {
            return 0;
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
