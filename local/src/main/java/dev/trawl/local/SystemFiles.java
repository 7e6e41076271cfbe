package dev.trawl.local;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** File operations of this machine. */
final class SystemFiles implements FileOperations {
    @Override
    public FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, CREATE_NEW, WRITE);
    }

    @Override
    public void write(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    @Override
    public void sync(FileChannel file) throws IOException {
        file.force(true);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        try (FileChannel opened = FileChannel.open(folder, READ)) {
            opened.force(true);
        }
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        Files.createDirectory(folder);
    }

    @Override
    public void link(Path name, Path file) throws IOException {
        Files.createLink(name, file);
    }

    @Override
    public void rename(Path file, Path name) throws IOException {
        Files.move(file, name, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path name) throws IOException {
        Files.deleteIfExists(name);
    }
}
