package dev.trawl.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.StoredObject;
import dev.trawl.core.port.Objects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Objects as plain files: {@code objects/KEY}, hard links to one file per content. Where linking fails, each
 * object is a file of its own. Memory is constant, whatever an object's size.
 *
 * <p>A new content costs two syncs, its file and the folder of its key, and one more for every folder of the key
 * that this process meets for the first time; a content that is known costs one less. The order: the file is
 * durable, it is linked to its content name, it is renamed to its key in one step, the folder is durable. What
 * a crash leaves under {@code tmp} is removed at the next opening, with contents that only it named.
 *
 * <p>A disk that is full, read-only or forbidden is an {@link EnvironmentFault}; all else is an IOException of
 * the one object. A key may not be the beginning of another: a name is a file or a folder.
 */
public final class FileObjects implements Objects {
    private final ObjectFolder folder;
    private final FileOperations files;
    private final TemporaryNames names;
    private final ContentStore contents;
    private final DurableFolders folders;

    /** By key: who replaces an object sees what it replaces. */
    private final Stripes locks = new Stripes();

    FileObjects(DataPaths paths, FileOperations files) {
        this.folder = new ObjectFolder(paths);
        this.files = files;
        this.names = new TemporaryNames(paths);
        this.contents = new ContentStore(files, paths, names);
        this.folders = new DurableFolders(files, paths.objects());
    }

    /** Opens those of a data folder, and removes what a process left there that died. Once per folder. */
    public static FileObjects open(DataFolder folder) {
        return open(folder.paths(), FileOperations.SYSTEM);
    }

    static FileObjects open(DataPaths paths, FileOperations files) {
        FileObjects objects = new FileObjects(paths, files);
        try {
            for (Path left : objects.names.leftOver()) {
                objects.contents.discard(left);
            }
            return objects;
        } catch (IOException e) {
            throw FileFaults.of("Removing what was left unfinished in", paths.temporary(), e);
        }
    }

    @Override
    public Draft draft() throws IOException {
        Path file = names.next();
        try {
            return new FileDraft(this, file, new DraftContent(files, file));
        } catch (IOException e) {
            FileFaults.raise("Beginning an object at", file, e);
            throw e;
        }
    }

    @Override
    public InputStream read(String key) throws IOException {
        return folder.read(key);
    }

    /** Gives a finished draft its name. */
    StoredObject publish(DraftContent draft, String key, String type) throws IOException {
        Path target = folder.locate(ObjectKey.of(key));
        try {
            String sha256 = draft.finish();
            Path whole = durable(draft, sha256);
            place(whole, target);
            drop(draft.file());
            return new StoredObject(key, draft.bytes(), sha256, type);
        } catch (IOException e) {
            FileFaults.raise("Storing an object at", target, e);
            throw e;
        }
    }

    /** Removes what is not needed. */
    void drop(Path temporary) throws IOException {
        if (Files.exists(temporary, NOFOLLOW_LINKS)) {
            contents.discard(temporary);
        }
    }

    private Path durable(DraftContent draft, String sha256) throws IOException {
        Optional<Path> known = contents.known(sha256, draft.bytes());
        if (known.isPresent()) {
            return known.get();
        }
        draft.sync();
        return contents.share(draft.file(), sha256, draft.bytes());
    }

    private void place(Path whole, Path target) throws IOException {
        Path parent = ObjectFolder.parent(target);
        Path replaced = names.next();
        try {
            folders.require(parent);
            refuseFolder(target);
            exchange(whole, target, replaced);
            files.syncFolder(parent);
        } finally {
            drop(whole);
            drop(replaced);
        }
    }

    /** What is replaced keeps a temporary name until then, so that a crash does not leave its content forgotten. */
    private void exchange(Path whole, Path target, Path replaced) throws IOException {
        ReentrantLock lock = locks.of(target);
        lock.lock();
        try {
            if (!Files.isRegularFile(target, NOFOLLOW_LINKS)) {
                files.rename(whole, target);
            } else if (Files.isSameFile(whole, target)) {
                // Renaming a file to another name of itself would do nothing and leave both.
                files.delete(whole);
            } else {
                contents.alias(replaced, target);
                files.rename(whole, target);
            }
        } finally {
            lock.unlock();
        }
    }

    private static void refuseFolder(Path target) throws IOException {
        if (Files.isDirectory(target, NOFOLLOW_LINKS)) {
            throw new FileSystemException(
                    target.toString(),
                    null,
                    "Storing an object there failed: it is a folder of other objects. The object was not stored."
                            + " Choose keys of which none is the beginning of another.");
        }
    }
}
