package dev.trawl.systems.pages;

import dev.trawl.web.BadAddress;
import dev.trawl.web.Utf8;
import dev.trawl.web.WebAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** What a page says of itself, found in one walk over its elements. For one thread. */
public final class HtmlPage {
    private static final Pattern WHITE = Pattern.compile("[\\s\u00A0]+");

    private final WebAddress base;
    private final Walk walk = new Walk();
    private @Nullable Map<String, WebAddress> links;

    private HtmlPage(Document document, WebAddress at) {
        document.traverse(walk);
        this.base = walk.base == null ? at : resolved(at, walk.base).orElse(at);
    }

    /**
     * Reads a page.
     *
     * @param at where it was found
     */
    public static HtmlPage read(Document document, WebAddress at) {
        return new HtmlPage(document, at);
    }

    /** Where its relative addresses begin. */
    public WebAddress base() {
        return base;
    }

    /** Its title, white space collapsed; empty where it has none. */
    public Optional<String> title() {
        return Optional.ofNullable(walk.title);
    }

    /** The address under which it wants to be known; empty where it names none. */
    public Optional<WebAddress> canonical() {
        return Optional.ofNullable(walk.canonical).flatMap(href -> resolved(base, href));
    }

    /** Bytes of its text in UTF-8, white space collapsed, without scripts and styles. */
    public long textBytes() {
        return walk.textBytes;
    }

    /** Where its links lead to: different addresses in normal form, in the order of the page, by their text. */
    public Map<String, WebAddress> links() {
        Map<String, WebAddress> known = links;
        if (known == null) {
            known = resolvedLinks();
            links = known;
        }
        return known;
    }

    private Map<String, WebAddress> resolvedLinks() {
        Map<String, WebAddress> found = new LinkedHashMap<>();
        Map<String, Boolean> seen = new HashMap<>();
        for (String href : walk.hrefs) {
            if (seen.putIfAbsent(href, true) == null) {
                resolved(base, href).map(WebAddress::normal).ifPresent(link -> found.put(link.toString(), link));
            }
        }
        return found;
    }

    private static Optional<WebAddress> resolved(WebAddress base, String href) {
        if (elsewhere(href)) {
            return Optional.empty();
        }
        try {
            return Optional.of(base.resolve(href));
        } catch (BadAddress e) {
            return Optional.empty();
        }
    }

    /** Most of what is no address of the web says so with its first letters; that is cheaper than to be refused. */
    private static boolean elsewhere(String href) {
        String start = href.stripLeading();
        int colon = start.indexOf(':');
        return colon > 0
                && Character.isLetter(start.charAt(0))
                && start.chars().limit(colon).allMatch(HtmlPage::schemeLetter)
                && !start.regionMatches(true, 0, "http", 0, 4);
    }

    private static boolean schemeLetter(int letter) {
        return Character.isLetterOrDigit(letter) || letter == '+' || letter == '-' || letter == '.';
    }

    /** Goes over all nodes once. */
    private static final class Walk implements NodeVisitor {
        private final List<String> hrefs = new ArrayList<>();
        private @Nullable String title;
        private @Nullable String canonical;
        private @Nullable String base;
        private long textBytes;
        private boolean inBody;
        private boolean gap;

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode text) {
                if (inBody) {
                    count(text.getWholeText());
                }
            } else if (node instanceof Element element) {
                element(element);
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element && element.isBlock()) {
                space();
            }
        }

        private void element(Element element) {
            switch (element.normalName()) {
                case "a", "area" -> {
                    if (element.hasAttr("href")) {
                        hrefs.add(element.attr("href"));
                    }
                }
                case "title" -> title(element);
                case "link" -> link(element);
                case "base" -> base = base == null && element.hasAttr("href") ? element.attr("href") : base;
                case "body" -> inBody = true;
                case "br" -> space();
                default -> {
                    if (element.isBlock()) {
                        space();
                    }
                }
            }
        }

        /** Drawings have titles too; they are not the page's. */
        private void title(Element element) {
            if (title == null && element.tag().namespace().equals(Parser.NamespaceHtml)) {
                String text = WHITE.matcher(element.wholeText()).replaceAll(" ").strip();
                title = text.isEmpty() ? null : text;
            }
        }

        private void link(Element element) {
            if (canonical == null && element.hasAttr("href") && canonical(element.attr("rel"))) {
                canonical = element.attr("href");
            }
        }

        private static boolean canonical(String rel) {
            return rel.equalsIgnoreCase("canonical")
                    || Arrays.stream(rel.split("\\s+")).anyMatch(word -> word.equalsIgnoreCase("canonical"));
        }

        /** A space stands between two words alone. */
        private void space() {
            gap = textBytes > 0;
        }

        private void count(String text) {
            for (int n = 0; n < text.length(); n++) {
                char letter = text.charAt(n);
                if (letter <= ' ' || letter == '\u00A0') {
                    space();
                } else {
                    textBytes += Utf8.bytes(letter) + (gap ? 1 : 0);
                    gap = false;
                }
            }
        }
    }
}
