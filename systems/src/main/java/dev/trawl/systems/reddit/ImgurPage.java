package dev.trawl.systems.reddit;

import dev.trawl.core.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jsoup.Jsoup;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads which media a page of imgur shows. Its text is a stranger's. */
final class ImgurPage {
    /** How much of a page is read: what names the media stands near its beginning. */
    static final int BYTES_MAX = 8 * 1024 * 1024;

    private static final String HOLDER = "window.postDataJSON";

    private ImgurPage() {}

    /** Their addresses in the page's order; none where it names none. */
    static List<String> media(String html) {
        List<String> media = album(html);
        return media.isEmpty() ? ogImage(html).stream().toList() : media;
    }

    private static List<String> album(String html) {
        return literal(html).flatMap(ImgurPage::parse).stream()
                .flatMap(page -> list(page.path("media")))
                .map(medium -> medium.path("url").asString(""))
                .filter(url -> !url.isEmpty())
                .toList();
    }

    /** Scripts may name the holder before the one place where it is filled. */
    private static Optional<String> literal(String html) {
        Optional<String> found = Optional.empty();
        for (int at = html.indexOf(HOLDER); at >= 0 && found.isEmpty(); at = html.indexOf(HOLDER, at + 1)) {
            int sign = skipBlanks(html, at + HOLDER.length());
            if (sign < html.length() && html.charAt(sign) == '=') {
                found = JavaScriptString.at(html, skipBlanks(html, sign + 1));
            }
        }
        return found;
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static Optional<JsonNode> parse(String json) {
        try {
            return Optional.of(Json.parse(json).tree());
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Stream<JsonNode> list(JsonNode list) {
        return list.isArray() ? StreamSupport.stream(list.spliterator(), false) : Stream.empty();
    }

    private static Optional<String> ogImage(String html) {
        return PageImage.ogImage(Jsoup.parse(html))
                .map(meta -> meta.attr("content").strip().replaceFirst("[?#].*", ""))
                .filter(image -> !image.isEmpty());
    }
}
