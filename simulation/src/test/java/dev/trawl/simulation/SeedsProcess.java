package dev.trawl.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs {@link Seeds} in a process of its own, which may hang or break without anybody else. */
final class SeedsProcess {
    /** One that takes longer hangs. */
    private static final long SECONDS_MAX = 170;

    private SeedsProcess() {}

    /**
     * What became of it.
     *
     * @param seeds that were run, with the one that broke
     * @param invariant that was broken
     * @param said all of its output
     */
    record Said(long seeds, Optional<String> invariant, String said) {}

    /**
     * Runs seeds.
     *
     * @param front code that stands before the engine's own; a folder that is not there is none
     * @param output where what it says goes
     */
    static Said run(Path front, long first, long last, Path output) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(front, first, last))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        String said = Files.readString(output, UTF_8).strip();
        String answer = said.lines().reduce("", (_, line) -> line);
        String[] parts = answer.split(Seeds.TAB, -1);
        if (process.exitValue() != 0 || !parts[0].matches("\\d+")) {
            throw new IllegalStateException("Seeds " + first + " to " + last + " with " + front + " ended with status "
                    + process.exitValue() + ", no answer: the process broke or hung. It said:\n" + said);
        }
        Optional<String> invariant = parts.length > 1 ? Optional.of(parts[1]) : Optional.empty();
        return new Said(Long.parseLong(parts[0]), invariant, answer);
    }

    private static List<String> command(Path front, long first, long last) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                front + File.pathSeparator + System.getProperty("java.class.path"),
                Seeds.class.getName(),
                Long.toString(first),
                Long.toString(last));
    }
}
