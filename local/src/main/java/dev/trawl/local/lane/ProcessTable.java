package dev.trawl.local.lane;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The processes of this machine at about one instant. On Linux they are read from {@code /proc} (proc(5)). Elsewhere the
 * JDK is asked, which knows neither sessions nor memory: then a process is known by its parent alone, and its memory is 0.
 */
record ProcessTable(Map<Integer, Entry> byPid) {
    private static final Path PROC = Path.of("/proc");

    /** Whether processes are read from {@code /proc}. */
    static final boolean LINUX = Files.isReadable(PROC.resolve("self/stat"));

    /** Fields of {@code /proc/PID/stat}, counted from the one behind the name, which may hold anything. */
    private static final int STATE = 0;

    private static final int PARENT = 1;
    private static final int SESSION = 3;
    private static final int START = 19;
    private static final int RESIDENT_PAGES = 21;

    /**
     * A process that is no zombie.
     *
     * @param start when it began, in some unit since some instant: with the pid it names a process over time
     * @param resident bytes of memory, those that it shares with others too
     */
    record Entry(int pid, int parent, int session, long start, long resident) {}

    /** Those there are now. */
    static ProcessTable now() {
        return new ProcessTable(LINUX ? read() : asked());
    }

    /** Of a process as it is now. */
    static Optional<Entry> entry(int pid) {
        return LINUX
                ? stat(PROC.resolve(Integer.toString(pid)))
                : ProcessHandle.of(pid).map(ProcessTable::entry);
    }

    private static Map<Integer, Entry> read() {
        Map<Integer, Entry> entries = new HashMap<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
            folders.forEach(folder -> stat(folder).ifPresent(entry -> entries.put(entry.pid(), entry)));
        } catch (IOException e) {
            throw new UncheckedIOException("Listing the processes in " + PROC + " failed", e);
        }
        return entries;
    }

    private static Optional<Entry> stat(Path folder) {
        try {
            String stat = new String(Files.readAllBytes(folder.resolve("stat")), ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return "ZX".contains(fields[STATE])
                    ? Optional.empty()
                    : Optional.of(new Entry(
                            Integer.parseInt(stat.substring(0, stat.indexOf(' '))),
                            Integer.parseInt(fields[PARENT]),
                            Integer.parseInt(fields[SESSION]),
                            Long.parseLong(fields[START]),
                            Long.parseLong(fields[RESIDENT_PAGES]) * Libc.page()));
        } catch (IOException e) {
            return unlessBlind(folder, e);
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            // It has ended meanwhile.
            return Optional.empty();
        }
    }

    /**
     * Empty where a process has ended meanwhile, or is nobody's to look at. Where nobody can be looked at, as too many files are
     * open, it is not gone.
     *
     * @throws UncheckedIOException where that is so
     */
    private static <T> Optional<T> unlessBlind(Path what, IOException e) {
        if (!(e instanceof NoSuchFileException) && blind()) {
            throw new UncheckedIOException("Looking at " + what + " failed", e);
        }
        return Optional.empty();
    }

    /** Whether not even this process can be looked at. */
    private static boolean blind() {
        try (InputStream own = Files.newInputStream(PROC.resolve("self/stat"))) {
            return own.read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Those that were not there, or were others, when the processes were looked at before. */
    List<Entry> newSince(ProcessTable before) {
        return byPid.values().stream()
                .filter(entry -> {
                    Entry known = before.byPid.get(entry.pid());
                    return known == null || known.start() != entry.start();
                })
                .toList();
    }

    /** The environment of a process as it was when it began; empty where nobody says. Linux alone does. */
    static String environment(int pid) {
        return LINUX ? file(pid, "environ") : "";
    }

    private static Map<Integer, Entry> asked() {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .map(ProcessTable::entry)
                .collect(Collectors.toMap(Entry::pid, entry -> entry, (one, _) -> one));
    }

    private static Entry entry(ProcessHandle process) {
        return new Entry(
                (int) process.pid(),
                process.parent().map(parent -> (int) parent.pid()).orElse(0),
                0,
                process.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L),
                0);
    }

    /** Of some processes those in whose environment, as it was when they began, a text stands. Linux alone says so. */
    Set<Integer> withEnvironment(String text, Predicate<Entry> of) {
        Set<Integer> found = new HashSet<>();
        if (LINUX) {
            byPid.values().stream()
                    .filter(of)
                    .filter(entry -> file(entry.pid(), "environ").contains(text))
                    .forEach(entry -> found.add(entry.pid()));
        }
        return found;
    }

    /**
     * Bytes of memory of some processes together, what they share counted once (proportional set size); of one that
     * does not let itself be asked, its resident bytes.
     */
    long proportional(Collection<Entry> entries) {
        return entries.stream().mapToLong(ProcessTable::proportional).sum();
    }

    private static long proportional(Entry entry) {
        return file(entry.pid(), "smaps_rollup")
                .lines()
                .filter(line -> line.startsWith("Pss:"))
                .findFirst()
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .orElse(entry.resident());
    }

    private static String file(int pid, String name) {
        Path file = PROC.resolve(Integer.toString(pid)).resolve(name);
        try {
            return new String(Files.readAllBytes(file), ISO_8859_1);
        } catch (IOException e) {
            return ProcessTable.<String>unlessBlind(file, e).orElse("");
        }
    }
}
