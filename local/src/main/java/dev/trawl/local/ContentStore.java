package dev.trawl.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.trawl.core.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Contents by their SHA-256, each stored once: {@code content/ab/abcd...}. Objects are further names of the same
 * file; a content that only the store names is dropped. Its names need no sync: an object has a name of its own,
 * and a content name that a power cut takes away costs at most a second copy.
 */
final class ContentStore {
    /** What is no lack of links. */
    private static final Set<FileTrouble> DISK =
            EnumSet.of(FileTrouble.FULL, FileTrouble.READ_ONLY, FileTrouble.BROKEN);

    private final FileOperations files;
    private final Path root;
    private final TemporaryNames names;

    /** By hash: held for a few operations on names, never for a sync. */
    private final Stripes locks = new Stripes();

    ContentStore(FileOperations files, DataPaths paths, TemporaryNames names) {
        this.files = files;
        this.root = paths.content();
        this.names = names;
    }

    /** Another name of a content, if it is stored already. The name is a temporary one. */
    Optional<Path> known(String sha256, long bytes) throws IOException {
        ReentrantLock lock = locks.of(sha256);
        lock.lock();
        try {
            return link(sha256, bytes);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a durable file into the store, or finds that its content is there already.
     *
     * @return a temporary name of the content: the file itself, or one that it makes superfluous
     */
    Path share(Path file, String sha256, long bytes) throws IOException {
        Path content = path(sha256);
        prepare(content);
        ReentrantLock lock = locks.of(sha256);
        lock.lock();
        try {
            Optional<Path> same = link(sha256, bytes);
            if (same.isEmpty()) {
                alias(content, file);
            }
            return same.orElse(file);
        } finally {
            lock.unlock();
        }
    }

    /** Drops a temporary name, and the content with it where no object names it any more. */
    void discard(Path temporary) throws IOException {
        if (names(temporary) < 2) {
            files.delete(temporary);
            return;
        }
        String sha256 = hash(temporary);
        ReentrantLock lock = locks.of(sha256);
        lock.lock();
        try {
            Path content = path(sha256);
            // The temporary name goes last: after a crash in between it still says what is to be dropped.
            if (names(temporary) == 2 && isSame(content, temporary)) {
                files.delete(content);
            }
            files.delete(temporary);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives a file one more name, if it can have one: where there are no links, or no more of them (65,000 on
     * ext4), each object keeps its own copy.
     */
    boolean alias(Path name, Path file) throws IOException {
        try {
            files.link(name, file);
            return true;
        } catch (UnsupportedOperationException e) {
            return false;
        } catch (IOException e) {
            FileTrouble trouble = FileTrouble.of(e);
            // A file of two names was linked here before and can be again: this is no lack of links.
            if (DISK.contains(trouble) || names(file) == 2) {
                throw e;
            }
            return false;
        }
    }

    /** The same length is asked for, so that a content that somebody cut off is not given to others. */
    private Optional<Path> link(String sha256, long bytes) throws IOException {
        Path content = path(sha256);
        if (!Files.isRegularFile(content, NOFOLLOW_LINKS) || Files.size(content) != bytes) {
            return Optional.empty();
        }
        Path name = names.next();
        return alias(name, content) ? Optional.of(name) : Optional.empty();
    }

    private void prepare(Path content) throws IOException {
        Path folder = ObjectFolder.parent(content);
        if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
            createOnce(folder);
        }
    }

    private void createOnce(Path folder) throws IOException {
        try {
            files.createFolder(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }

    private Path path(String sha256) {
        return root.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private static boolean isSame(Path content, Path file) throws IOException {
        return Files.isRegularFile(content, NOFOLLOW_LINKS) && Files.isSameFile(content, file);
    }

    private static int names(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:nlink", NOFOLLOW_LINKS);
    }

    private static String hash(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file, NOFOLLOW_LINKS), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
