package dev.trawl.app.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the short commands once, so that the JDK can keep what they load for the next start. Asks nothing of any
 * network and leaves nothing behind.
 */
public final class Rehearsal {
    private static final List<List<String>> LINES = List.of(
            List.of("--help"),
            List.of("run", "--help"),
            List.of("run", "reddit-pictures", "limit=abc"),
            List.of("check", "--schema"),
            List.of("runs"),
            List.of("rows", "posts", "--format", "csv"),
            List.of("objects", "--format", "jsonl"));

    private Rehearsal() {}

    /** Runs them. */
    public static void main(String[] arguments) throws IOException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Console console = new Console(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, false);
        Surroundings surroundings = Main.surroundings(console, _ -> () -> {});
        Path folder = Files.createTempDirectory("trawl-rehearsal");
        try {
            for (List<String> line : LINES) {
                Commands.run(surroundings, line.toArray(String[]::new));
            }
        } finally {
            Files.delete(folder);
        }
    }
}
