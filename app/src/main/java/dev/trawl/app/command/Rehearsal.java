package dev.trawl.app.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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
            List.of("runs", "--format", "jsonl"),
            List.of("rows", "posts"),
            List.of("rows", "pictures", "--format", "jsonl"),
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
                List<String> words = new ArrayList<>(line);
                if (line.size() > 1 || !line.getFirst().startsWith("-")) {
                    words.addAll(List.of("--data", folder.resolve("data").toString()));
                }
                Commands.run(surroundings, words.toArray(String[]::new));
            }
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
