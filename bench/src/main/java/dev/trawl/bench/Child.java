package dev.trawl.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Another JVM with the class path of this one, that says what it measures line by line. */
final class Child implements AutoCloseable {
    /** What the launcher has ready for a fast start: SQLite's library and the JDK's cache. */
    private static final List<String> INHERITED = List.of("-Dorg.sqlite.lib.path=", "-XX:AOTCache=", "-Xlog:");

    private static final long DEATH_SECONDS_MAX = 20;

    private final Process process;
    private final BufferedReader said;
    private final long begun = System.nanoTime();

    /**
     * Starts it.
     *
     * @param options of the JVM
     * @param arguments of its main class
     */
    Child(List<String> options, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> INHERITED.stream().anyMatch(option::startsWith))
                .forEach(command::add);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        said = process.inputReader(UTF_8);
    }

    /** Sends it an empty line, and gives what it says then. */
    Optional<String> ask() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return line();
    }

    /** The next line that it says; empty when it has ended and all was read. */
    Optional<String> line() throws IOException {
        return Optional.ofNullable(said.readLine());
    }

    /** Waits until it says a line. */
    void await(String wanted) throws IOException {
        Optional<String> line = line();
        while (line.isPresent() && !line.get().equals(wanted)) {
            line = line();
        }
        if (line.isEmpty()) {
            throw new IllegalStateException("The measured process ended before it said " + wanted
                    + "; nothing was measured. What it complained of stands above");
        }
    }

    /** Seconds since it was started. */
    double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** As with kill -9. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(DEATH_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The measured process outlived its killing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
