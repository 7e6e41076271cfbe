package dev.trawl.web;

/**
 * What a POST sends.
 *
 * @param body not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record Posting(String contentType, byte[] body) {}
