package dev.trawl.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Where a command reads and writes. Results go to {@code out}; progress and complaints to {@code err}.
 *
 * @param terminal whether {@code err} is a terminal on which a line can be redrawn
 */
public record Console(InputStream in, PrintStream out, PrintStream err, boolean terminal) {
    /** What the system says where the reader of a pipe has gone. */
    private static final String NO_READER = "Broken pipe";

    /** That of this process, in UTF-8 whatever the locale says: scripts read what is written. */
    public static Console ofProcess() {
        PrintStream out = ResultStream.to(new FileOutputStream(FileDescriptor.out));
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
        // The launcher knows whether standard error is a terminal; the JDK tells it of input and output only.
        return new Console(System.in, out, err, Boolean.getBoolean("trawl.terminal"));
    }

    /** A line of the result, ended as scripts expect on every system. */
    public void line(String text) {
        out.print(text);
        out.print('\n');
    }

    /**
     * Why results could not be written, once everything printed was tried; empty where they were, and where whoever
     * read them has left, as {@code head} does: they wanted no more.
     */
    Optional<String> unwritten() {
        if (!out.checkError()) {
            return Optional.empty();
        }
        String why = out instanceof ResultStream results ? results.why() : "it takes no more";
        return Optional.of(why).filter(reason -> !reason.equals(NO_READER));
    }

    /** A line beside the result. */
    public void note(String text) {
        err.print(text + "\n");
    }
}
