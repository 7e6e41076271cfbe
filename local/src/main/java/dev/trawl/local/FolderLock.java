package dev.trawl.local;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.trawl.core.EnvironmentFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The one holder of a data folder. The operating system lets go of it when the process ends, however it ends. */
final class FolderLock implements AutoCloseable {
    /** More digits than a process id has. */
    private static final int PID_BYTES_MAX = 20;

    private static final String UNKNOWN = "unknown";

    /** How often, and how far apart, it is looked who has the lock: two seconds in all. */
    private static final int LOOKS_MAX = 100;

    private static final long LOOK_NANOS = 20_000_000;

    /**
     * Folders that this JVM holds, by their real path. File locks of POSIX belong to the process, and closing
     * any descriptor of the file gives them up: a second try must not even open it.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    static FolderLock take(DataPaths paths) throws IOException {
        Path folder = paths.root().toRealPath();
        if (!HELD_HERE.add(folder)) {
            throw inUse(paths, Long.toString(ownPid()));
        }
        FolderLock lock = null;
        try {
            lock = lock(paths, folder);
            return lock;
        } finally {
            forgetUnless(lock, folder);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw FileFaults.of("Letting go of the data folder", folder, e);
        } finally {
            HELD_HERE.remove(folder);
        }
    }

    private static void forgetUnless(@Nullable FolderLock lock, Path folder) {
        if (lock == null) {
            HELD_HERE.remove(folder);
        }
    }

    private static FolderLock lock(DataPaths paths, Path folder) throws IOException {
        FileChannel channel = FileChannel.open(paths.lock(), Set.of(CREATE, READ, WRITE, NOFOLLOW_LINKS));
        try {
            for (int looks = 0; channel.tryLock() == null; looks++) {
                String pid = pidIn(channel);
                if (!pid.equals(UNKNOWN) || looks == LOOKS_MAX) {
                    throw inUse(paths, pid);
                }
                // Whoever has just taken it says in a moment who it is.
                LockSupport.parkNanos(LOOK_NANOS);
            }
            channel.truncate(0).write(ByteBuffer.wrap((ownPid() + "\n").getBytes(US_ASCII)), 0);
            return new FolderLock(folder, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The process id of whoever holds a folder, or held it last; {@code unknown} where none is written there. */
    static String holder(DataPaths paths) {
        try {
            if (HELD_HERE.contains(paths.root().toRealPath())) {
                return Long.toString(ownPid());
            }
            try (FileChannel channel = FileChannel.open(paths.lock(), READ, NOFOLLOW_LINKS)) {
                return pidIn(channel);
            }
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static String pidIn(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(PID_BYTES_MAX);
        channel.read(bytes, 0);
        String text = new String(bytes.array(), 0, bytes.position(), US_ASCII).strip();
        return text.matches("\\d+") ? text : UNKNOWN;
    }

    private static EnvironmentFault inUse(DataPaths paths, String pid) {
        return new EnvironmentFault("Opening the data folder " + paths.root() + " failed: it is in use by process PID "
                + pid + ". Only one process at a time works runs there. Wait until it ends, stop it, or name another"
                + " data folder.");
    }

    private static long ownPid() {
        return ProcessHandle.current().pid();
    }
}
