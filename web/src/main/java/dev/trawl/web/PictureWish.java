package dev.trawl.web;

import java.util.function.Predicate;

/**
 * How a picture is to be kept.
 *
 * @param name of the object, without the dot and the extension that its bytes give it
 * @param otherBytesMax how much to keep of what is no picture; 0 for none
 * @param removed says by the MD5 of all bytes which picture stands for a removed one
 */
public record PictureWish(String name, int otherBytesMax, Predicate<byte[]> removed) {
    /** Keep every picture, and nothing else. */
    public static PictureWish named(String name) {
        return new PictureWish(name, 0, _ -> false);
    }
}
