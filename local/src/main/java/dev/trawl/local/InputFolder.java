package dev.trawl.local;

import dev.trawl.core.port.InputFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Files that inputs were given as, in the data folder: whole and durable before a run names them. */
final class InputFolder implements InputFiles {
    private static final String DRAFT = "draft-";

    private final FileOperations files;
    private final Path folder;

    private InputFolder(FileOperations files, Path folder) {
        this.files = files;
        this.folder = folder;
    }

    /**
     * The files of a data folder. Those that no run needs any more are removed: runs that lists still go on for name theirs.
     *
     * @param named hashes of those that are needed; asked for where there are files at all
     */
    static InputFolder open(DataPaths paths, Named named) {
        InputFolder opened = new InputFolder(FileOperations.SYSTEM, paths.inputs());
        try {
            opened.sweep(named);
        } catch (IOException e) {
            throw FileFaults.of("Looking for files of inputs in", paths.inputs(), e);
        }
        return opened;
    }

    /** Says which files are needed. */
    @FunctionalInterface
    interface Named {
        /** Hashes of files that open runs name. */
        Set<String> hashes();
    }

    private void sweep(Named named) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> each = Files.newDirectoryStream(folder)) {
            each.forEach(found::add);
        }
        Set<String> needed = found.isEmpty() ? Set.of() : named.hashes();
        for (Path file : found) {
            if (!needed.contains(String.valueOf(file.getFileName()))) {
                files.delete(file);
            }
        }
    }

    /**
     * Copies a file. Durable on return.
     *
     * @return the SHA-256 of what was copied
     * @throws dev.trawl.core.EnvironmentFault where there is no room for it, or it can't be read
     */
    String keep(Path from) {
        try {
            makeFolder();
            // One process holds the folder, and a start keeps one file after the other.
            return copy(from, folder.resolve(DRAFT + ProcessHandle.current().pid()));
        } catch (IOException e) {
            throw FileFaults.of("Keeping the input " + from + " in", folder, e);
        }
    }

    private void makeFolder() throws IOException {
        try {
            files.createFolder(folder);
            files.syncFolder(folder.resolveSibling("."));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private synchronized String copy(Path from, Path draft) throws IOException {
        files.delete(draft);
        DraftContent content = new DraftContent(files, draft);
        try (InputStream in = Files.newInputStream(from)) {
            in.transferTo(content);
            content.sync();
        } finally {
            content.release();
        }
        String sha256 = content.finish();
        files.rename(draft, folder.resolve(sha256));
        files.syncFolder(folder);
        return sha256;
    }

    @Override
    public InputStream open(String sha256, long from) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve(sha256), StandardOpenOption.READ);
        return Channels.newInputStream(channel.position(from));
    }
}
