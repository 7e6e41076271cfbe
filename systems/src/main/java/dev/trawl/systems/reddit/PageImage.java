package dev.trawl.systems.reddit;

import dev.trawl.web.WebAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The picture that a page of the web names as its own, for those who link to it. */
final class PageImage {
    /** How much of a page is read: its head stands at its beginning. */
    static final int BYTES_MAX = 2 * 1024 * 1024;

    private PageImage() {}

    /** Its absolute address; none where the page names no picture. */
    static List<String> of(WebAddress at, byte[] page) {
        try {
            // Without a charset jsoup looks for the page's own word for it.
            Document document = Jsoup.parse(new ByteArrayInputStream(page), null, at.toString());
            return ogImage(document).map(meta -> meta.absUrl("content")).filter(url -> !url.isEmpty()).stream()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a page names it, if it does. */
    static Optional<Element> ogImage(Document page) {
        return Optional.ofNullable(page.selectFirst("meta[property=og:image][content]"));
    }
}
