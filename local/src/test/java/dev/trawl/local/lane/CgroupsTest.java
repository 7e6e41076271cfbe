package dev.trawl.local.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.RunId;
import dev.trawl.core.port.RunLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of groups is found where one was delegated, in a tree of files as the kernel shows it, and nowhere else. */
final class CgroupsTest {
    private static final long PID = 42;

    private static final CommandSettings SETTINGS =
            new CommandSettings(List.of("worker"), Map.of(), 200L << 20, 1L << 30, 3, Optional.empty());

    @TempDir
    private Path root;

    private Path write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    /** A process in a group of cgroup v2, as systemd places it. */
    private void place(String group) throws IOException {
        write("proc/self/cgroup", "0::" + group + "\n");
        write("proc/self/mountinfo", "31 24 0:27 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n");
    }

    private void group(String path, String controllers, String shared, String processes) throws IOException {
        write("sys/fs/cgroup" + path + "/cgroup.controllers", controllers);
        write("sys/fs/cgroup" + path + "/cgroup.subtree_control", shared);
        write("sys/fs/cgroup" + path + "/cgroup.procs", processes);
    }

    private Optional<Path> found() {
        return Cgroups.find(root, PID).map(Cgroups::folder);
    }

    @Test
    void the_group_above_is_taken_where_memory_is_shared_out_in_it() throws IOException {
        place("/trawl.service/main");
        group("/trawl.service/main", "cpu memory\n", "", "42\n");
        group("/trawl.service", "cpu memory\n", "memory\n", "");
        // The one that Trawl is in would have to be left first; in this tree of files nothing refuses it.
        Files.delete(root.resolve("sys/fs/cgroup/trawl.service/main/cgroup.controllers"));
        assertThat(found()).contains(root.resolve("sys/fs/cgroup/trawl.service"));
    }

    @Test
    void trawl_steps_aside_where_nobody_else_is_in_its_group() throws IOException {
        place("/trawl.service");
        group("/trawl.service", "cpu memory\n", "", "42\n");
        Files.delete(root.resolve("sys/fs/cgroup/trawl.service/cgroup.subtree_control"));
        Files.createDirectory(root.resolve("sys/fs/cgroup/trawl.service/cgroup.subtree_control"));
        assertThat(found()).as("the kernel refuses to share out").isEmpty();
        Files.delete(root.resolve("sys/fs/cgroup/trawl.service/cgroup.subtree_control"));
        assertThat(found()).contains(root.resolve("sys/fs/cgroup/trawl.service"));
        assertThat(root.resolve("sys/fs/cgroup/trawl.service/trawl/cgroup.procs"))
                .hasContent("42");
    }

    @Test
    void groups_are_looked_for_while_trawl_is_alone_in_its_own() throws Exception {
        Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
        List<ProcessHandle> begun = new ArrayList<>();
        WorkerProcesses processes = new WorkerProcesses(root.resolve("workers"), InstantSource.system(), () -> {
            ProcessHandle.current()
                    .children()
                    .filter(child -> !before.contains(child))
                    .forEach(begun::add);
            return Optional.empty();
        });
        try (processes) {
            CommandSettings sleeps =
                    new CommandSettings(List.of("sleep", "600"), Map.of(), 200L << 20, 1L << 30, 1, Optional.empty());
            WorkerPool pool = processes.pool(sleeps, new Notes(new RunId("1k3f9a2b7c0d4e5f"), RunLog.NONE));
            pool.take(Instant.MAX).orElseThrow().end();
            assertThat(begun).isEmpty();
        }
    }

    @Test
    void there_is_none_without_the_controller_or_without_cgroup_2() throws IOException {
        assertThat(found()).as("no Linux").isEmpty();
        place("/user.slice");
        group("/user.slice", "cpu pids\n", "", "42\n");
        assertThat(found()).as("no memory controller").isEmpty();
        write("proc/self/cgroup", "4:memory:/x\n0::/\n");
        write("proc/self/mountinfo", "31 24 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n");
        assertThat(found()).as("version 1 alone").isEmpty();
    }

    @Test
    void a_container_sees_its_own_part_of_the_tree() throws IOException {
        write("proc/self/cgroup", "0::/docker/abc/main\n");
        write("proc/self/mountinfo", "31 24 0:27 /docker/abc /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
        group("", "memory\n", "memory\n", "");
        Files.createDirectory(root.resolve("sys/fs/cgroup/main"));
        assertThat(found()).contains(root.resolve("sys/fs/cgroup"));
    }

    @Test
    void a_workers_group_has_its_cap_and_its_share() throws IOException {
        Path folder = Files.createDirectory(root.resolve("groups"));
        Cgroup group = new Cgroups(folder).group("42.1.", SETTINGS).orElseThrow();
        assertThat(group.folder().resolve("memory.max")).hasContent(Long.toString(200L << 20));
        assertThat(group.folder().resolve("memory.swap.max")).hasContent("0");
        assertThat(group.folder().resolve("memory.oom.group")).hasContent("1");
        assertThat(group.folder().resolve("cpu.weight")).hasContent("300");
        Path events = group.folder().resolve("memory.events");
        Files.writeString(events, "low 0\nmax 7\noom 1\noom_kill 0\noom_group_kill 0\n");
        assertThat(group.overMemory()).isFalse();
        Files.writeString(events, "low 0\nmax 7\noom 1\noom_kill 2\noom_group_kill 1\n");
        assertThat(group.overMemory()).isTrue();
    }

    @Test
    void what_cannot_be_capped_has_no_group() throws IOException {
        assertThat(new Cgroups(root.resolve("gone")).group("42.1.", SETTINGS)).isEmpty();
    }

    @Test
    void workers_stand_back_by_the_weight_of_their_run() {
        assertThat(List.of(1, 2, 3, 100).stream()
                        .map(weight ->
                                Launch.Place.worker(Optional.empty(), weight).niceness())
                        .toList())
                .containsExactly(5, 2, 0, 0);
    }
}
