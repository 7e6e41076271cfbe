package dev.trawl.app.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A data folder as its disk has it, made from a trace: what was written is there from the file's next sync, and a
 * name from the next sync of its folder. A disk may be ahead of that, and is never behind it.
 */
final class Disk {
    private final Path root;
    private final Map<Long, StoredFile> files = new HashMap<>();

    /** Names as processes see them, and as they are durable: folders by themselves, files by what they name. */
    private final TreeMap<Path, Entry> seen = new TreeMap<>();

    private final TreeMap<Path, Entry> durable = new TreeMap<>();

    Disk(Path root) {
        this.root = root;
    }

    /** What a name stands for. */
    private sealed interface Entry {
        record Folder() implements Entry {}

        record File(StoredFile content) implements Entry {}
    }

    void apply(Call call) {
        switch (call) {
            case Call.Written write -> file(write.file()).change(write);
            case Call.Truncated cut -> file(cut.file()).change(cut);
            case Call.Synced synced -> sync(synced);
            case Call.Unsynced failed -> file(failed.file()).lose();
            case Call.Created created -> {
                StoredFile file = new StoredFile();
                files.put(created.file(), file);
                seen.put(Path.of(created.path()), new Entry.File(file));
            }
            case Call.Made made -> seen.put(Path.of(made.path()), new Entry.Folder());
            case Call.Renamed renamed -> put(renamed.to(), seen.remove(Path.of(renamed.from())));
            case Call.Linked linked -> put(linked.to(), seen.get(Path.of(linked.from())));
            case Call.Unlinked unlinked -> seen.remove(Path.of(unlinked.path()));
            case Call.Acknowledged _, Call.Injected _ -> {}
        }
    }

    private StoredFile file(long inode) {
        return files.computeIfAbsent(inode, _ -> new StoredFile());
    }

    private void put(String name, @Nullable Entry entry) {
        if (entry == null) {
            throw new IllegalStateException("The trace gives a name to what it has not named: " + name);
        }
        seen.put(Path.of(name), entry);
    }

    private void sync(Call.Synced synced) {
        Path path = Path.of(synced.path());
        if (path.equals(root) || seen.get(path) instanceof Entry.Folder) {
            namesIn(path).forEach(name -> decide(durable, name, true));
        } else {
            file(synced.file()).sync();
        }
    }

    private Set<Path> namesIn(Path folder) {
        Set<Path> names = new HashSet<>(seen.keySet());
        names.addAll(durable.keySet());
        names.removeIf(name -> !folder.equals(name.getParent()));
        return names;
    }

    /** Lets a name be as it is seen, or as it was. */
    private void decide(Map<Path, Entry> names, Path name, boolean asSeen) {
        Entry entry = asSeen ? seen.get(name) : durable.get(name);
        if (entry == null) {
            names.remove(name);
        } else {
            names.put(name, entry);
        }
    }

    /** Makes the folder that a power cut leaves when the disk did nothing that it was not asked for. */
    void leaveDurable(Path folder) throws IOException {
        write(folder, durable, StoredFile::durable);
    }

    /** Makes a folder that a power cut may leave when the disk was busy with some of the rest. */
    void leaveTorn(Path folder, RandomGenerator random) throws IOException {
        TreeMap<Path, Entry> names = new TreeMap<>(durable);
        Set<Path> all = new HashSet<>(seen.keySet());
        all.addAll(durable.keySet());
        // In order, so that a seed always gives the same.
        all.stream().sorted().forEach(name -> decide(names, name, random.nextBoolean()));
        write(folder, names, file -> file.torn(random));
    }

    /** The bytes that are left of a file. */
    @FunctionalInterface
    private interface Left {
        byte[] of(StoredFile file);
    }

    private void write(Path folder, SortedMap<Path, Entry> names, Left left) throws IOException {
        Files.createDirectories(folder);
        Map<StoredFile, Path> written = new HashMap<>();
        for (Map.Entry<Path, Entry> name : names.entrySet()) {
            Path to = folder.resolve(root.relativize(name.getKey()).toString());
            if (!name.getKey().equals(root) && Files.isDirectory(to.resolveSibling(""))) {
                write(to, name.getValue(), left, written);
            }
        }
    }

    private static void write(Path to, Entry entry, Left left, Map<StoredFile, Path> written) throws IOException {
        switch (entry) {
            case Entry.Folder() -> Files.createDirectory(to);
            case Entry.File(StoredFile content) -> {
                Path first = written.putIfAbsent(content, to);
                if (first != null) {
                    Files.createLink(to, first);
                } else if (!to.getFileName().toString().endsWith("-shm")) {
                    Files.write(to, left.of(content));
                }
            }
        }
    }
}
