package dev.trawl.core;

/**
 * A blob that is stored.
 *
 * @param key its name, with {@code /} as folders
 * @param bytes its length
 * @param sha256 of its content, in lower-case hexadecimal
 * @param type its media type
 */
public record StoredObject(String key, long bytes, String sha256, String type) {}
