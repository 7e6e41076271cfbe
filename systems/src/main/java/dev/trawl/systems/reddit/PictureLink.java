package dev.trawl.systems.reddit;

import java.util.Optional;

/** A picture that a post links to. */
sealed interface PictureLink {
    /** On which way the post led to it. */
    Via via();

    /**
     * It can be asked for.
     *
     * @param address as the post has it
     * @param standIn what is stored where the picture is gone for good; empty where there is none
     */
    record At(String address, Via via, Optional<String> standIn) implements PictureLink {
        /** A picture that nothing stands in for. */
        static At of(String address, Via via) {
            return new At(address, via, Optional.empty());
        }
    }

    /** An entry of a gallery that names no picture; it keeps its place. */
    record Broken(Via via, String message) implements PictureLink {}
}
