package dev.trawl.systems.reddit;

import dev.trawl.core.Failure;
import dev.trawl.core.StoredObject;
import java.util.List;
import java.util.Optional;

/** What came of asking for an address, for good. Kept with the item, so that it is not asked again. */
sealed interface Answer {
    /**
     * It is a picture, and stored.
     *
     * @param width in pixels; empty where the bytes do not say
     * @param height in pixels; empty where the bytes do not say
     */
    record Stored(StoredObject object, Optional<Integer> width, Optional<Integer> height) implements Answer {}

    /**
     * It is no picture.
     *
     * @param images the pictures that the page names as its own, in its order; none where nobody looked for them
     */
    record Page(List<String> images) implements Answer {
        public Page {
            images = List.copyOf(images);
        }
    }

    /** It cannot be had. */
    record Gone(Failure why) implements Answer {
        static Gone of(String reason, String message) {
            return new Gone(new Failure(reason, message));
        }
    }
}
