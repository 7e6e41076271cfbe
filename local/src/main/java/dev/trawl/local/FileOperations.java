package dev.trawl.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The few operations by which objects change files: the seam at which a test lets any of them fail. */
interface FileOperations {
    /** Those of this machine. */
    FileOperations SYSTEM = new SystemFiles();

    /** Makes a new file to write. */
    FileChannel create(Path file) throws IOException;

    /** Writes all bytes at the end. */
    void write(FileChannel file, ByteBuffer bytes) throws IOException;

    /** Makes what was written durable. */
    void sync(FileChannel file) throws IOException;

    /** Makes the names in a folder durable. */
    void syncFolder(Path folder) throws IOException;

    /** Makes a folder. */
    void createFolder(Path folder) throws IOException;

    /** Gives a file one more name. */
    void link(Path name, Path file) throws IOException;

    /** Moves a file in one step, in place of what had the name before. */
    void rename(Path file, Path name) throws IOException;

    /** Takes a name away; nothing happens where it is not there. */
    void delete(Path name) throws IOException;
}
