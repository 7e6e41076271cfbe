package dev.trawl.systems.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.systems.extract.Subject;
import dev.trawl.web.Charsets;
import dev.trawl.web.KeptBody;
import dev.trawl.web.MediaType;
import dev.trawl.web.Utf8;
import dev.trawl.web.WebAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/**
 * What was looked into of a page's body.
 *
 * @param charset its character encoding; empty for what is no text
 * @param textBytes of its text in UTF-8; empty for what is no text
 * @param html what a page of HTML says of itself; empty for anything else
 * @param subject what rules are applied to; empty for what is no text
 */
public record PageContent(
        Optional<String> charset, Optional<Long> textBytes, Optional<HtmlPage> html, Optional<Subject> subject) {
    private static final PageContent NO_TEXT =
            new PageContent(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final Optional<MediaType> SHOWN = MediaType.read("text/html; charset=utf-8");

    /** As much as tells what a body is that has no type. */
    private static final int SNIFFED_BYTES_MAX = 512;

    /** Looks into a body. */
    public static PageContent of(PageBody page) throws IOException {
        KeptBody body = page.body();
        byte[] bytes = body.content(PageReader.PARSED_BYTES_MAX);
        int length = (int) Math.min(body.kept(), PageReader.PARSED_BYTES_MAX);
        boolean text = page.type().map(MediaType::text).orElseGet(() -> !binary(bytes, length));
        if (!text) {
            return NO_TEXT;
        }
        Charsets.Found found = Charsets.of(bytes, length, page.type().flatMap(MediaType::charset));
        String decoded = found.encoding().decode(bytes, found.markBytes(), length - found.markBytes());
        Optional<String> charset = Optional.of(found.encoding().name());
        if (!page.type().map(MediaType::html).orElseGet(() -> markup(decoded))) {
            Subject subject = new Subject(Optional.empty(), decoded, page.address());
            return new PageContent(charset, Optional.of(Utf8.bytes(decoded)), Optional.empty(), Optional.of(subject));
        }
        Document document = Parser.htmlParser().parseInput(decoded, "");
        HtmlPage html = HtmlPage.read(document, page.address());
        Subject subject = new Subject(Optional.of(document), decoded, html.base());
        return new PageContent(charset, Optional.of(html.textBytes()), Optional.of(html), Optional.of(subject));
    }

    /** What rules are applied to of a page's elements as a browser shows them. */
    public static Optional<Subject> shown(WebAddress address, String html) {
        try (KeptBody elements = KeptBody.read(new ByteArrayInputStream(html.getBytes(UTF_8)), Long.MAX_VALUE)) {
            return of(new PageBody(address, SHOWN, elements)).subject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Text has no control characters but those of lines; UTF-16 says so with its mark. */
    private static boolean binary(byte[] bytes, int length) {
        if (length > 1 && ((bytes[0] & 255) ^ (bytes[1] & 255)) == 1 && (bytes[0] & 254) == 254) {
            return false;
        }
        for (int n = 0; n < Math.min(length, SNIFFED_BYTES_MAX); n++) {
            int letter = bytes[n] & 255;
            if (letter < ' ' && (letter < '\t' || letter > '\r') && letter != 0x1B) {
                return true;
            }
        }
        return false;
    }

    private static boolean markup(String text) {
        String start = text.substring(0, Math.min(text.length(), SNIFFED_BYTES_MAX))
                .strip()
                .toLowerCase(Locale.ROOT);
        return start.startsWith("<!doctype html")
                || start.startsWith("<html")
                || start.startsWith("<head")
                || start.startsWith("<title")
                || start.startsWith("<body")
                || start.startsWith("<!--");
    }
}
