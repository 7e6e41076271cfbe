package dev.trawl.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a command reads and writes. Results go to {@code out}; progress and complaints to {@code err}.
 *
 * @param terminal whether {@code err} is a terminal on which a line can be redrawn
 */
public record Console(InputStream in, PrintStream out, PrintStream err, boolean terminal) {
    /** Bytes that are collected before they are written. */
    private static final int BUFFER_BYTES = 1 << 16;

    /** That of this process, in UTF-8 whatever the locale says: scripts read what is written. */
    public static Console ofProcess() {
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES), false, UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
        // The launcher knows whether standard error is a terminal; the JDK tells it of input and output only.
        return new Console(System.in, out, err, Boolean.getBoolean("trawl.terminal"));
    }

    /** A line of the result, ended as scripts expect on every system. */
    public void line(String text) {
        out.print(text);
        out.print('\n');
    }

    /** A line beside the result. */
    public void note(String text) {
        err.print(text + "\n");
    }
}
