package dev.trawl.systems.pages;

import dev.trawl.core.ItemContext;
import dev.trawl.core.port.Objects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Keeps pictures of pages as objects. A page's picture has the same name in every run. Safe for any number of threads. */
record Screenshots(Objects objects, String folder) {
    /** Those of one visit: on the disk as soon as they are taken, objects when they are kept. For one thread. */
    final class Taken implements AutoCloseable {
        private final List<Picture> pictures = new ArrayList<>();

        /** Takes one. */
        void take(String name, byte[] png) {
            try {
                Objects.Draft draft = objects.draft();
                pictures.add(new Picture(name, draft));
                draft.content().write(png);
            } catch (IOException e) {
                throw new UncheckedIOException("Keeping the screenshot " + name + " failed here", e);
            }
        }

        /**
         * Keeps all of them.
         *
         * @param page as it is listed
         * @param host that it is of
         */
        void keep(String page, String host, ItemContext context) throws IOException {
            for (Picture picture : pictures) {
                String key = folder + "/" + BodyStore.name(page, host) + "/" + picture.name() + ".png";
                context.object(picture.draft().publish(key, "image/png"));
            }
        }

        @Override
        public void close() throws IOException {
            for (Picture picture : pictures) {
                picture.draft().close();
            }
        }
    }

    private record Picture(String name, Objects.Draft draft) {}

    /** None yet. */
    Taken begin() {
        return new Taken();
    }
}
