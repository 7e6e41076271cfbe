package dev.trawl.core.port;

import java.io.IOException;
import java.io.InputStream;

/**
 * Files that inputs of runs were given as, kept as they were at the start, so that a run that is gone on with later
 * reads the same. A file is there as long as a run that names it lists. Safe for any number of threads.
 */
public interface InputFiles {
    /**
     * Opens a file.
     *
     * @param sha256 of its content, in hexadecimal
     * @param from the byte to begin with; at or behind its end nothing is read
     * @throws java.nio.file.NoSuchFileException where no such file is kept
     */
    InputStream open(String sha256, long from) throws IOException;
}
