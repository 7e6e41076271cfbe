package dev.trawl.simulation.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a process of worlds is started.
 *
 * @param command of it, with its arguments
 */
public record Launch(List<String> command) {
    /** Heap of one: a world and its database are small, and what was before is garbage. */
    private static final String HEAP = "-Xmx256m";

    /** Copies the command. */
    public Launch {
        command = List.copyOf(command);
    }

    /** With the JVM and the classes of this process. */
    public static Launch likeThisProcess() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                // One fiber runs at a time; more carriers would only hand it from core to core.
                "-Djdk.virtualThreadScheduler.parallelism=1",
                "-Djdk.virtualThreadScheduler.maxPoolSize=1"));
        Optional.ofNullable(System.getProperty("org.sqlite.lib.path"))
                .ifPresent(folder -> command.add("-Dorg.sqlite.lib.path=" + folder));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Worlds.class.getName()));
        return new Launch(command);
    }

    Process start() throws IOException {
        return new ProcessBuilder(command).start();
    }
}
