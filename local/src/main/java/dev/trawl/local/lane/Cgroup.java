package dev.trawl.local.lane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The group of one worker and of all that it starts, whatever it does to its session or its parents. Files as in Linux,
 * Documentation/admin-guide/cgroup-v2.rst.
 */
record Cgroup(Path folder) {
    /** What a group has of the processors beside others where nobody says more. */
    private static final int CPU_WEIGHT = 100;

    private static final int CPU_WEIGHT_MAX = 10_000;

    /**
     * Says what it may have.
     *
     * @return whether its memory is held below the cap
     */
    boolean cap(long memory, int weight) {
        // What lies on a disk counts too; and whoever is over it ends whole, not in parts.
        var _ = Cgroups.write(folder.resolve("memory.swap.max"), "0");
        var _ = Cgroups.write(folder.resolve("memory.oom.group"), "1");
        var _ = Cgroups.write(
                folder.resolve("cpu.weight"), Long.toString(Math.min(CPU_WEIGHT_MAX, (long) CPU_WEIGHT * weight)));
        return Cgroups.write(folder.resolve("memory.max"), Long.toString(memory));
    }

    /** Where a process that writes its pid belongs to it. */
    Path processes() {
        return folder.resolve("cgroup.procs");
    }

    /** Whether the kernel has ended it, as it needed more memory than it may have. */
    boolean overMemory() {
        try {
            return Files.readAllLines(folder.resolve("memory.events")).stream()
                    .map(line -> line.split(" "))
                    .anyMatch(event -> event.length == 2 && event[0].equals("oom_kill") && !event[1].equals("0"));
        } catch (IOException e) {
            return false;
        }
    }

    /** Kills all that is in it; a kernel before 5.14 cannot, and they are killed one by one. */
    void kill() {
        var _ = Cgroups.write(folder.resolve("cgroup.kill"), "1");
    }

    /** Removes it; one that still has somebody in it is removed when the next process opens the folder. */
    void remove() {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // As above.
        }
    }
}
