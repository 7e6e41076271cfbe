package dev.trawl.core.port;

import dev.trawl.core.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Programs that work beside this process, for any of its runs. Each ends with this process, whatever ends it, together
 * with all that it started; none has more memory than was said. For any number of threads.
 */
@FunctionalInterface
public interface Companions {
    /**
     * What is to be begun.
     *
     * @param command the program and its arguments; it begins in an empty folder of its own
     * @param memoryBytes that it may have with all that it starts; where it has more it is ended
     */
    record Program(List<String> command, long memoryBytes) {
        public Program {
            command = List.copyOf(command);
        }
    }

    /** A program that was begun. */
    interface Companion {
        /** Its standard input. */
        OutputStream input();

        /** Its standard output; ends when it does. */
        InputStream output();

        /** Why it was ended from here ({@code worker-memory}, {@code worker-crash}); empty where it was not. */
        Optional<Failure> fault();

        /** What it said last on standard error; empty where it said nothing. */
        Optional<String> lastWords();

        /** Ends it with all that it started; waits for nobody. */
        void end();
    }

    /**
     * Begins a program, as soon as the machine has its memory to spare.
     *
     * @return empty where it had not by then
     * @throws IOException where the machine lets no process begin
     */
    Optional<Companion> begin(Program program, Instant until) throws IOException, InterruptedException;
}
