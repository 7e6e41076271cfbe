package dev.trawl.app.demo;

import java.util.Optional;

/**
 * What must come of one post.
 *
 * @param pictures that it links to
 * @param objects stored of them
 * @param dead why it is dead; empty where it is not
 */
record Fate(int pictures, int objects, Optional<String> dead) {
    /** Nothing to store. */
    static final Fate NOTHING = stored(0);

    /** So many pictures, all stored. */
    static Fate stored(int pictures) {
        return new Fate(pictures, pictures, Optional.empty());
    }

    /** So many pictures, not all stored. */
    static Fate partly(int pictures, int objects) {
        return new Fate(pictures, objects, Optional.empty());
    }

    /** So many pictures, none stored. */
    static Fate dead(int pictures, String reason) {
        return new Fate(pictures, 0, Optional.of(reason));
    }
}
