package dev.trawl.local.lane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of cgroup v2 in which each worker has a group of its own: the kernel holds its memory below a cap, and gives it its share
 * of the processors. There is one where the memory controller was delegated to the group that Trawl is in, or to one above that was made for it,
 * and no other process is in the way (Linux, Documentation/admin-guide/cgroup-v2.rst, "Delegation" and "No Internal Process
 * Constraint"). For any number of threads.
 *
 * @param folder in which groups are made
 */
record Cgroups(Path folder) {
    /** Groups of workers begin so. */
    private static final String PREFIX = "trawl-worker-";

    /** Where Trawl itself goes, as a folder with groups of which memory is shared out may have no process in it. */
    private static final String OWN = "trawl";

    private static final String PROCESSES = "cgroup.procs";
    private static final String SHARED = "cgroup.subtree_control";
    private static final String MEMORY = "memory";

    /** Where in mountinfo(5) the root of a mount stands among the fields, and where its place. */
    private static final int MOUNT_ROOT = 3;

    private static final int MOUNT_PLACE = 4;

    /** That of this process; empty where it has none. */
    static Optional<Cgroups> ofMachine() {
        return find(Path.of("/"), ProcessHandle.current().pid());
    }

    /**
     * That of a process.
     *
     * @param root of the file system in which {@code proc} and the groups lie
     */
    static Optional<Cgroups> find(Path root, long pid) {
        try {
            Optional<Mount> mount = mount(root);
            Optional<String> path = Files.readAllLines(root.resolve("proc/self/cgroup")).stream()
                    .filter(line -> line.startsWith("0::"))
                    .map(line -> line.substring("0::".length()))
                    .findFirst();
            if (mount.isEmpty() || path.isEmpty()) {
                return Optional.empty();
            }
            Path top = root.resolve(mount.get().place().substring(1));
            Path own = top.resolve(mount.get().inside(path.get())).normalize();
            return Optional.of(own)
                    .filter(Cgroups::shares)
                    .or(() -> Optional.of(own.resolveSibling(""))
                            .filter(above -> above.startsWith(top) && isFor(above, own) && shares(above)))
                    .or(() -> Optional.of(own).filter(folder -> stepAside(folder, pid)))
                    .map(Cgroups::new)
                    .map(Cgroups::cleared);
        } catch (IOException | RuntimeException e) {
            // No Linux, no cgroup v2, or not as it should be: workers are watched.
            return Optional.empty();
        }
    }

    /** Where cgroup v2 is mounted, and which of its groups is at that place. */
    private record Mount(String root, String place) {
        /** A group, as seen from that place. */
        String inside(String group) {
            String seen = root.length() > 1 && group.startsWith(root) ? group.substring(root.length()) : group;
            return seen.startsWith("/") ? seen.substring(1) : seen;
        }
    }

    private static Optional<Mount> mount(Path root) throws IOException {
        return Files.readAllLines(root.resolve("proc/self/mountinfo")).stream()
                .filter(line -> line.contains(" - cgroup2 "))
                .map(line -> line.split(" "))
                .map(fields -> new Mount(fields[MOUNT_ROOT], fields[MOUNT_PLACE]))
                .findFirst();
    }

    /** Whether groups in a folder can be given memory of their own, now that it was asked for. */
    private static boolean shares(Path folder) {
        if (!words(folder.resolve("cgroup.controllers")).contains(MEMORY) || !Files.isWritable(folder)) {
            return false;
        }
        if (!words(folder.resolve(SHARED)).contains(MEMORY) && !write(folder.resolve(SHARED), "+memory")) {
            return false;
        }
        // Processors are shared out where they can be; else workers are only made to stand back.
        var _ = write(folder.resolve(SHARED), "+cpu");
        return true;
    }

    /** Whether a folder was made for one group: others than Trawl's are not to be mixed with. */
    private static boolean isFor(Path above, Path own) {
        try (Stream<Path> there = Files.list(above)) {
            return there.filter(Files::isDirectory)
                    .allMatch(group -> group.equals(own)
                            || String.valueOf(group.getFileName()).startsWith(PREFIX));
        } catch (IOException e) {
            return false;
        }
    }

    /** Moves this process into a group of its own, where it is the only one that is in the way. */
    private static boolean stepAside(Path folder, long pid) {
        Path aside = folder.resolve(OWN);
        String self = Long.toString(pid);
        if (!words(folder.resolve(PROCESSES)).equals(Set.of(self))
                || !words(folder.resolve("cgroup.controllers")).contains(MEMORY)
                || !Files.isWritable(folder)) {
            return false;
        }
        try {
            Files.createDirectories(aside);
        } catch (IOException e) {
            return false;
        }
        return write(aside.resolve(PROCESSES), self) && shares(folder);
    }

    /** Without the groups of processes that are gone: only an empty one can be removed. */
    private Cgroups cleared() {
        try (Stream<Path> groups = Files.list(folder)) {
            groups.filter(Cgroups::orphaned).forEach(group -> new Cgroup(group).remove());
        } catch (IOException e) {
            // They are in nobody's way.
        }
        return this;
    }

    private static boolean orphaned(Path group) {
        String name = String.valueOf(group.getFileName());
        if (!name.matches(PREFIX + "[0-9]+\\..*")) {
            return false;
        }
        String pid = name.substring(PREFIX.length(), name.indexOf('.'));
        return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    /**
     * A group for a worker.
     *
     * @param mark of the worker, which begins with the pid of this process
     * @return empty where it cannot be made; then the worker is watched
     */
    Optional<Cgroup> group(String mark, CommandSettings settings) {
        Cgroup group = new Cgroup(folder.resolve(PREFIX + mark));
        try {
            Files.createDirectory(group.folder());
        } catch (IOException e) {
            return Optional.empty();
        }
        if (!group.cap(settings.memory(), settings.weight())) {
            group.remove();
            return Optional.empty();
        }
        return Optional.of(group);
    }

    /** The words of a file; none where it cannot be read. */
    static Set<String> words(Path file) {
        try {
            return Set.copyOf(List.of(Files.readString(file).strip().split("\\s+")));
        } catch (IOException | IllegalArgumentException e) {
            return Set.of();
        }
    }

    /** Whether the kernel took it. */
    static boolean write(Path file, String text) {
        try {
            Files.writeString(file, text);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
