package dev.trawl.systems.feeds;

import dev.trawl.web.WebAddress;
import java.util.Optional;

/**
 * Reads bodies of feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0 (RFC 4287), CDF, and JSON Feed 1.x. Reads what can be read of what is
 * broken, and nothing outside of the body ever: no entity that the body declares is expanded. Takes time and memory in
 * proportion to the body, whatever it says.
 */
final class FeedReader {
    private FeedReader() {}

    /**
     * Reads a body.
     *
     * @param body of which so many bytes count
     * @param charset as its Content-Type names it
     * @param at where it was found: what relative addresses are resolved against
     * @throws NotAFeed where it is HTML, empty, or anything else
     */
    static Feed read(byte[] body, int length, Optional<String> charset, WebAddress at) throws NotAFeed {
        String text = FeedText.decode(body, length, charset);
        int start = firstLetter(text);
        if (start == text.length()) {
            throw new NotAFeed("an empty body");
        }
        WebAddress base = Links.base(at);
        return text.charAt(start) == '{' ? JsonFeed.read(text.substring(start), base) : FeedXml.read(text, base);
    }

    private static int firstLetter(String text) {
        int at = 0;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
