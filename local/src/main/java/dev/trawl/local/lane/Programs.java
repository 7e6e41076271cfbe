package dev.trawl.local.lane;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/** The programs of this machine. */
final class Programs {
    private Programs() {}

    /**
     * Asks for a program, as a shell finds it.
     *
     * @throws IllegalArgumentException where it is not there, or this user may not run it
     */
    static void require(String program) {
        if (!(program.contains("/") ? runs("", program) : onPath(program))) {
            throw new IllegalArgumentException("work.command names the program " + program + ", which is not "
                    + (program.contains("/") ? "there or may not be run" : "on the PATH")
                    + "; install it, or write its whole path");
        }
    }

    /** Whether the path has a program of this name. */
    static boolean onPath(String program) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin");
        return Arrays.stream(path.split(File.pathSeparator, -1)).anyMatch(folder -> runs(folder, program));
    }

    private static boolean runs(String folder, String program) {
        try {
            Path file = Path.of(folder, program);
            return Files.isRegularFile(file) && Files.isExecutable(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
