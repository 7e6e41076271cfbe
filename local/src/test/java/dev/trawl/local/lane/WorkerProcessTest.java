package dev.trawl.local.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.RunId;
import dev.trawl.core.port.RunLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a worker ended is told by what was found of it, however late somebody asks. */
@Timeout(20)
final class WorkerProcessTest {
    private static final CommandSettings SETTINGS =
            new CommandSettings(List.of("worker"), Map.of(), 200L << 20, 1L << 30, 1, Optional.empty());

    @TempDir
    private Path root;

    private WorkerProcess ended(Cgroup group) throws Exception {
        Process process = new ProcessBuilder("/bin/sh", "-c", "kill -KILL $$").start();
        WorkerStreams streams = new WorkerStreams(process, new Notes(new RunId("1k3f9a2b7c0d4e5f"), RunLog.NONE));
        return new WorkerProcess(
                SETTINGS, process, streams, WorkFolder.make(root.resolve("work")), Optional.of(group), () -> {});
    }

    @Test
    void a_worker_that_the_kernel_ended_for_its_memory_says_so_when_its_group_is_gone() throws Exception {
        Path group = Files.createDirectory(root.resolve("group"));
        Path events = group.resolve("memory.events");
        Files.writeString(events, "low 0\nmax 7\noom 1\noom_kill 1\noom_group_kill 1\n");
        WorkerProcess worker = ended(new Cgroup(group));
        worker.buried();
        // The kernel removes a group with its files.
        Files.delete(events);
        assertThat(worker.broken().outcome().why().reason()).isEqualTo("worker-memory");
    }

    @Test
    void a_worker_that_something_else_killed_crashed() throws Exception {
        WorkerProcess worker = ended(new Cgroup(root.resolve("none")));
        worker.buried();
        assertThat(worker.broken().outcome().why().toString()).contains("worker-crash", "signal 9");
    }
}
