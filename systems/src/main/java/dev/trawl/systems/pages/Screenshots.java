package dev.trawl.systems.pages;

import dev.trawl.core.ItemContext;
import dev.trawl.core.port.Objects;
import java.io.IOException;

/**
 * Keeps pictures of pages as objects. A page's picture has the same name in every run. Safe for any number of threads.
 *
 * @param folder under which they are kept
 */
record Screenshots(Objects objects, String folder) {
    /**
     * Keeps one.
     *
     * @param page as it is listed
     * @param host that it is of
     */
    void keep(String page, String host, Picture picture, ItemContext context) throws IOException {
        String key = folder + "/" + BodyStore.name(page, host) + "/" + picture.name() + ".png";
        try (Objects.Draft draft = objects.draft()) {
            draft.content().write(picture.png());
            context.object(draft.publish(key, "image/png"));
        }
    }

    /** One that was taken. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    record Picture(String name, byte[] png) {}
}
