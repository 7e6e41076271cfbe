package dev.trawl.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** File operations of which one goes wrong, and keeps a journal of all. For one thread. */
final class FaultyFiles implements FileOperations {
    /** What goes wrong at an operation. */
    interface Fault {
        /** Called instead of an operation that fails; the number counts from 1. */
        void strike(int number, String operation) throws IOException;
    }

    /** The process is gone: nothing happens after it. */
    static final class Died extends Error {
        private static final long serialVersionUID = 1;
    }

    private interface Operation {
        void run() throws IOException;
    }

    private final Fault fault;
    private final List<String> journal = new ArrayList<>();

    FaultyFiles(Fault fault) {
        this.fault = fault;
    }

    /** The process dies before the operation of a number. */
    static FaultyFiles dyingAt(int number) {
        return new FaultyFiles((at, operation) -> {
            if (at >= number) {
                throw new Died();
            }
        });
    }

    /** The operation of a number fails, or all from it on. */
    static FaultyFiles failingAt(int number, boolean forGood, String message) {
        return new FaultyFiles((at, operation) -> {
            if (at == number || (forGood && at > number && !operation.equals("delete"))) {
                throw new IOException(message);
            }
        });
    }

    List<String> journal() {
        return journal;
    }

    @Override
    public FileChannel create(Path file) throws IOException {
        strike("create");
        return SYSTEM.create(file);
    }

    @Override
    public void write(FileChannel file, ByteBuffer bytes) throws IOException {
        try {
            strike("write");
        } catch (IOException | Died e) {
            // What was being written when it happened is there in part.
            SYSTEM.write(file, bytes.slice(0, bytes.remaining() / 2));
            throw e;
        }
        SYSTEM.write(file, bytes);
    }

    @Override
    public void sync(FileChannel file) throws IOException {
        perform("sync file", () -> SYSTEM.sync(file));
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        perform("sync folder " + folder.getFileName(), () -> SYSTEM.syncFolder(folder));
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        perform("create folder", () -> SYSTEM.createFolder(folder));
    }

    @Override
    public void link(Path name, Path file) throws IOException {
        perform("link", () -> SYSTEM.link(name, file));
    }

    @Override
    public void rename(Path file, Path name) throws IOException {
        perform("rename", () -> SYSTEM.rename(file, name));
    }

    @Override
    public void delete(Path name) throws IOException {
        perform("delete", () -> SYSTEM.delete(name));
    }

    private void perform(String operation, Operation body) throws IOException {
        strike(operation);
        body.run();
    }

    private void strike(String operation) throws IOException {
        journal.add(operation);
        fault.strike(journal.size(), operation);
    }
}
