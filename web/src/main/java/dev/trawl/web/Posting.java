package dev.trawl.web;

/**
 * What a POST sends.
 *
 * @param body not to be changed
 * @param redirects how many in a row are followed that ask for the same to be posted elsewhere (307 and 308; RFC 9110, sections
 *     15.4.8 and 15.4.9); no other is
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record Posting(String contentType, byte[] body, int redirects) {
    /** One that is sent nowhere else than to where it is posted. */
    public Posting(String contentType, byte[] body) {
        this(contentType, body, 0);
    }
}
