package dev.trawl.web;

import dev.trawl.core.StoredObject;
import java.util.Optional;

/** What an answer was that should be a picture. */
public sealed interface Picture {
    /** It was one, and is stored. The size is empty where its bytes don't say it. */
    record Stored(StoredObject object, PictureType type, Optional<PictureSize> size) implements Picture {}

    /** It was one that stands for a removed one; nothing is stored. */
    record Removed() implements Picture {}

    /**
     * It was none; nothing is stored.
     *
     * @param beginning as many of its bytes as were wanted; not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody; a copy of a page would cost as much again.
    record NotAPicture(byte[] beginning) implements Picture {}
}
