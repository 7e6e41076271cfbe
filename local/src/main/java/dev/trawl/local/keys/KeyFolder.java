package dev.trawl.local.keys;

import dev.trawl.core.RunId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The folder of the files of keys, made when the first is written: {@code RUN.FROM-TO.keys}. */
final class KeyFolder {
    private static final String ENDING = ".keys";
    private static final String DRAFT_ENDING = ".draft";

    private final Path folder;
    private final long tag;
    private long drafts;

    /** @param tag of the secret that hashes are made with; files of another one are worth nothing */
    KeyFolder(Path folder, long tag) {
        this.folder = folder;
        this.tag = tag;
    }

    /** A new file for so many hashes, without a name yet. */
    KeyFileDraft draft(long count) throws IOException {
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            // Made before; what is there and is no folder shows at the next step.
        }
        return new KeyFileDraft(folder.resolve(drafts++ + DRAFT_ENDING), count);
    }

    /** Gives a whole draft its name. */
    KeyFile finish(KeyFileDraft draft, RunId run, long from, long to) throws IOException {
        Path name = folder.resolve(run.text() + "." + from + "-" + to + ENDING);
        return draft.finish(name, tag, from, to);
    }

    /**
     * The files of a run that can be trusted, the oldest first: whole, and without a gap from the first item on.
     * The others are removed.
     */
    List<KeyFile> open(RunId run) throws IOException {
        List<KeyFile> sound = new ArrayList<>();
        long at = 0;
        for (Found found : found(run)) {
            Optional<KeyFile> file = found.head().from() == at ? whole(found) : Optional.empty();
            if (file.isPresent()) {
                sound.add(file.get());
                at = found.head().to();
            } else {
                Files.delete(found.path());
            }
        }
        return sound;
    }

    /** A file whose head can be read. */
    private record Found(Path path, RunId run, KeyFileHead head) {}

    /** Of those that begin at the same item the longest comes first: the others were merged into it. */
    private List<Found> found(RunId run) throws IOException {
        Comparator<Found> order = Comparator.comparingLong(
                        (Found found) -> found.head().from())
                .thenComparingLong(found -> -found.head().to());
        List<Found> found = new ArrayList<>();
        for (Path path : files()) {
            found(path).filter(each -> each.run().equals(run)).ifPresent(found::add);
        }
        found.sort(order);
        return found;
    }

    private Optional<Found> found(Path path) throws IOException {
        String name = path.getFileName().toString();
        int dot = name.indexOf('.');
        if (!name.endsWith(ENDING) || dot < 1) {
            return Optional.empty();
        }
        RunId run = new RunId(name.substring(0, dot));
        return KeyFile.head(path).filter(head -> head.tag() == tag).map(head -> new Found(path, run, head));
    }

    private static Optional<KeyFile> whole(Found found) throws IOException {
        KeyFile file = KeyFile.open(found.path(), found.head());
        if (file.whole()) {
            return Optional.of(file);
        }
        file.close();
        return Optional.empty();
    }

    /**
     * Removes what processes before this one left: drafts, files of runs that are over, and files that know of
     * items that were never committed.
     *
     * @param listed how many items of an open run are in the ledger; 0 for any other
     * @return the runs of which files stay
     */
    Set<RunId> sweep(ToLongFunction<RunId> listed) throws IOException {
        Set<RunId> stay = new HashSet<>();
        for (Path path : files()) {
            String name = path.getFileName().toString();
            Optional<Found> sound = found(path).filter(found -> found.head().to() <= listed.applyAsLong(found.run()));
            sound.ifPresent(found -> stay.add(found.run()));
            if (sound.isEmpty() && (name.endsWith(ENDING) || name.endsWith(DRAFT_ENDING))) {
                Files.delete(path);
            }
        }
        return stay;
    }

    /** Removes the files of a run that are not open. */
    void remove(RunId run) throws IOException {
        for (Path path : files()) {
            if (path.getFileName().toString().startsWith(run.text() + ".")) {
                Files.delete(path);
            }
        }
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
