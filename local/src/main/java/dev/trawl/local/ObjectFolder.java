package dev.trawl.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.trawl.core.EnvironmentFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Objects of a data folder, for reading: also while another process holds the folder. Safe for any thread. */
public final class ObjectFolder {
    private final Path root;

    /** Of a data folder, which need not be there yet. */
    public ObjectFolder(DataPaths paths) {
        this.root = paths.objects();
    }

    /**
     * Reads an object as it is now; what replaces it meanwhile is not seen.
     *
     * @throws NoSuchFileException where there is none, or none can have that name
     */
    public InputStream read(String key) throws IOException {
        Path file = locate(known(key));
        if (!Files.isRegularFile(file, NOFOLLOW_LINKS) || throughLink(file)) {
            throw new NoSuchFileException(ObjectKey.shown(key));
        }
        return Files.newInputStream(file, NOFOLLOW_LINKS);
    }

    /** Where an object lies, whether it is there or not. */
    Path locate(ObjectKey key) {
        Path at = root;
        try {
            for (String part : key.parts()) {
                at = at.resolve(part);
            }
            return at;
        } catch (InvalidPathException e) {
            throw new EnvironmentFault(
                    "Naming an object in " + root + " failed: the locale of this process has no way to write its key"
                            + " as a file name. The object cannot be stored or read. Start again with"
                            + " LC_ALL=C.UTF-8 in the environment.",
                    e);
        }
    }

    Path root() {
        return root;
    }

    private boolean throughLink(Path file) throws IOException {
        Path folder = parent(file);
        while (!folder.equals(root)) {
            if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
                return true;
            }
            folder = parent(folder);
        }
        return false;
    }

    static Path parent(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null) {
            throw new FileSystemException(file.toString(), null, "it has no parent folder");
        }
        return parent;
    }

    private static ObjectKey known(String key) throws NoSuchFileException {
        try {
            return ObjectKey.of(key);
        } catch (IllegalArgumentException e) {
            NoSuchFileException none = new NoSuchFileException(ObjectKey.shown(key));
            none.initCause(e);
            throw none;
        }
    }
}
