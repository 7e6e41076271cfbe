package dev.trawl.local.lane;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.trawl.core.ItemContext;
import dev.trawl.core.port.Objects;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a worker named as objects in one attempt. They are stored when the attempt has ended the item, so that one that failed leaves
 * none; whoever works the item again stores them in the same place. For one thread, once.
 */
final class AttemptObjects {
    /** Of one attempt. */
    private static final int OBJECTS_MAX = 1_000;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Optional<WorkerObjects> shelf;
    private final WorkFolder place;
    private final long bytesMax;
    private final List<WorkerMessage.Named> named = new ArrayList<>();
    private long bytes;

    /**
     * None yet.
     *
     * @param shelf empty where no object is kept
     * @param place in which the worker's files lie
     * @param bytesMax of all together
     */
    AttemptObjects(Optional<WorkerObjects> shelf, WorkFolder place, long bytesMax) {
        this.shelf = shelf;
        this.place = place;
        this.bytesMax = bytesMax;
    }

    /**
     * One more.
     *
     * @throws IllegalArgumentException where there are too many, or none is kept
     */
    void add(WorkerMessage.Named object) {
        if (shelf.isEmpty()) {
            throw new IllegalArgumentException("no objects are kept here");
        }
        if (named.size() == OBJECTS_MAX) {
            throw new IllegalArgumentException("there are more than " + OBJECTS_MAX + " of one item");
        }
        named.add(object);
    }

    /**
     * Stores all of them, each durably, and says so of the outcome.
     *
     * @throws IllegalArgumentException where one of them cannot be kept as it was named
     * @throws IOException where one cannot be read or stored
     */
    void store(ItemContext context) throws IOException, InterruptedException {
        // All are looked at before the first is there.
        long all = 0;
        for (WorkerMessage.Named object : named) {
            all += object.file().isPresent() ? Files.size(file(object.file().get())) : decoded(object).length;
            require(all);
        }
        for (WorkerMessage.Named object : named) {
            store(object, shelf.orElseThrow(), context);
        }
    }

    private void store(WorkerMessage.Named object, WorkerObjects into, ItemContext context)
            throws IOException, InterruptedException {
        try (Objects.Draft draft = into.objects().draft();
                InputStream content = content(object)) {
            copy(content, draft.content());
            context.object(draft.publish(into.folder() + "/" + object.name(), object.mediaType()));
        } catch (ClosedByInterruptException e) {
            InterruptedException stopped = new InterruptedException("Stopped while an object was stored");
            stopped.initCause(e);
            throw stopped;
        }
    }

    private InputStream content(WorkerMessage.Named object) throws IOException {
        return object.file().isPresent()
                ? Files.newInputStream(file(object.file().get()), NOFOLLOW_LINKS)
                : new ByteArrayInputStream(decoded(object));
    }

    private static byte[] decoded(WorkerMessage.Named object) {
        return Base64.getDecoder().decode(object.base64().orElseThrow());
    }

    /** A file in the worker's folder, whatever links lead there; a pipe, say, would be read for ever. */
    private Path file(String name) throws IOException {
        Path folder = place.path().toRealPath();
        Path file = folder.resolve(name);
        if (Files.exists(file) && file.toRealPath().startsWith(folder) && Files.isRegularFile(file)) {
            return file.toRealPath();
        }
        throw new IllegalArgumentException(name + " is no file in the worker's folder");
    }

    private void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            bytes += read;
            require(bytes);
            to.write(buffer, 0, read);
        }
    }

    private void require(long together) {
        if (together > bytesMax) {
            throw new IllegalArgumentException(
                    "those of one item have more than the " + (bytesMax >> 20) + " MB that limits.disk allows");
        }
    }
}
