package dev.trawl.app.architecture.planted.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Planted: core reads a file. */
final class OpensAFile {
    byte[] read(Path file) throws IOException {
        return Files.readAllBytes(file);
    }
}
