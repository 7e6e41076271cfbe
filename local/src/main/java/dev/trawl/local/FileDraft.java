package dev.trawl.local;

import dev.trawl.core.StoredObject;
import dev.trawl.core.port.Objects.Draft;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** An object that is being written to a temporary file. */
final class FileDraft implements Draft {
    /** What small writes are gathered in. */
    private static final int BUFFER_BYTES = 8_192;

    private final FileObjects objects;
    private final Path file;
    private final DraftContent draft;
    private final OutputStream content;
    private boolean over;

    FileDraft(FileObjects objects, Path file, DraftContent draft) {
        this.objects = objects;
        this.file = file;
        this.draft = draft;
        this.content = new BufferedOutputStream(draft, BUFFER_BYTES);
    }

    @Override
    public OutputStream content() {
        return content;
    }

    @Override
    public StoredObject publish(String key, String type) throws IOException {
        if (over) {
            throw new IllegalStateException("A draft is published once, and before it is closed");
        }
        over = true;
        content.flush();
        return objects.publish(draft, key, type);
    }

    @Override
    public void close() throws IOException {
        over = true;
        draft.release();
        objects.drop(file);
    }
}
