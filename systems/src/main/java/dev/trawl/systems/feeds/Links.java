package dev.trawl.systems.feeds;

import dev.trawl.web.BadAddress;
import dev.trawl.web.WebAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Where addresses in a feed lead to: relative ones by {@code xml:base} (XML Base) and where the feed was found. */
final class Links {
    private static final Pattern SCHEME = Pattern.compile("(?i)[a-z][a-z0-9+.-]*:.*", Pattern.DOTALL);

    /** Of files and pages that are not of the web; anything else (javascript, data ...) is no link. */
    private static final Pattern ELSEWHERE = Pattern.compile("(?i)(ftp|ftps|magnet|gemini|gopher):\\S*");

    /** A base that is longer is none: each address that is relative to it would become as long, however short it is written. */
    static final int BASE_LETTERS_MAX = 2_000;

    private Links() {}

    /**
     * Where relative addresses in a body begin: where it was found. Of an address that is too long for a base its folder, else its
     * host.
     */
    static WebAddress base(WebAddress at) {
        WebAddress folder = bounded(at) ? at : at.resolve("./");
        return bounded(folder) ? folder : at.resolve("/");
    }

    private static boolean bounded(WebAddress base) {
        return base.toString().length() <= BASE_LETTERS_MAX;
    }

    /**
     * Where relative addresses in an element begin: every base on the way to it is relative to the one around it.
     *
     * @param at where those of the body begin
     */
    static WebAddress base(Element element, WebAddress at) {
        List<String> bases = new ArrayList<>();
        for (Element each = element; each != null; each = each.parent()) {
            if (each.hasAttr("xml:base")) {
                bases.addFirst(each.attr("xml:base"));
            }
        }
        WebAddress base = at;
        for (String each : bases) {
            base = web(each, base).filter(Links::bounded).orElse(base);
        }
        return base;
    }

    /** The absolute address of a reference, its fragment kept; empty where it is none that a reader could follow. */
    static Optional<String> absolute(String reference, WebAddress base) {
        String text = reference.strip();
        if (text.isEmpty() || ELSEWHERE.matcher(text).matches()) {
            return Optional.of(text).filter(some -> !some.isEmpty());
        }
        int mark = text.indexOf('#');
        String fragment = mark < 0 ? "" : text.substring(mark).replace(" ", "%20");
        return web(mark < 0 ? text : text.substring(0, mark), base).map(address -> address + fragment);
    }

    /** The absolute address of what is an address only if it says so itself. */
    static Optional<String> named(String text, WebAddress base) {
        return SCHEME.matcher(text.strip()).matches() ? absolute(text, base) : Optional.empty();
    }

    private static Optional<WebAddress> web(String reference, WebAddress base) {
        try {
            return Optional.of(base.resolve(reference));
        } catch (BadAddress e) {
            return Optional.empty();
        }
    }
}
