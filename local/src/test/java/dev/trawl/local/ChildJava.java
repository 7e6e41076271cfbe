package dev.trawl.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Another JVM that works in a data folder until it is killed. */
final class ChildJava implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;

    private ChildJava(Process process) {
        this.process = process;
        this.said = process.inputReader(UTF_8);
    }

    static ChildJava start(Class<?> main, Path root) throws IOException {
        return new ChildJava(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-XX:TieredStopAtLevel=1",
                        main.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line that it says; empty when it has ended and all was read. */
    Optional<String> line() throws IOException {
        return Optional.ofNullable(said.readLine());
    }

    long pid() {
        return process.pid();
    }

    /** As with kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The child outlived its killing");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** For the child: leaves when its parent is gone, so that none is left behind by a test that was killed. */
    static void leaveWithParent() throws IOException {
        while (System.in.read() >= 0) {
            // Whatever is said is no order.
            Thread.onSpinWait();
        }
        Runtime.getRuntime().halt(0);
    }
}
