package dev.trawl.systems.feeds;

import dev.trawl.web.WebAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;

/**
 * Reads feeds in XML, well-formed or not, entry by entry: of what was read no element stays in memory. For one thread.
 */
final class FeedXml {
    private static final Set<String> ROOTS = Set.of("rss", "rdf", "feed", "channel");
    private static final Set<String> ENTRIES = Set.of("item", "entry");

    /** Elements within each other; deeper ones are flattened. */
    private static final int DEPTH_MAX = 200;

    private static final Map<String, Duration> PERIODS = Map.of(
            "hourly", Duration.ofHours(1),
            "daily", Duration.ofDays(1),
            "weekly", Duration.ofDays(7),
            "monthly", Duration.ofDays(30),
            "yearly", Duration.ofDays(365));

    private final WebAddress at;
    private final BoundedTags text;
    private final Entries entries;

    private Optional<String> title = Optional.empty();
    private final Authors authors = new Authors();
    private Optional<Duration> ttl = Optional.empty();
    private Optional<Duration> period = Optional.empty();
    private int frequency = 1;
    private HubLinks links = HubLinks.NONE;

    private FeedXml(String text, WebAddress at) {
        this.at = at;
        this.text = new BoundedTags(text);
        this.entries = new Entries(text.length());
    }

    static Feed read(String text, WebAddress at) throws NotAFeed {
        return new FeedXml(text, at).all();
    }

    private Feed all() throws NotAFeed {
        Parser xml = Parser.xmlParser().setMaxDepth(DEPTH_MAX).setTrackPosition(true);
        try (StreamParser parser = new StreamParser(xml).parse(text, "")) {
            Iterator<Element> elements = parser.iterator();
            while (elements.hasNext() && !entries.full()) {
                Element element = elements.next();
                if (!(element instanceof Document)) {
                    ended(element);
                }
            }
            requireFeed(parser.document());
        }
        return new Feed(title, entries.list(authors.joined()), rhythm(), links);
    }

    /** Whether the body ends within an element, which nothing else has ended: nobody knows what it was to become. */
    private boolean cut(Element element) {
        return element.endSourceRange().startPos() >= text.given();
    }

    private static void requireFeed(Document document) throws NotAFeed {
        Element root = document.firstElementChild();
        if (root == null || !ROOTS.contains(XmlName.of(root))) {
            throw new NotAFeed(root == null ? "no element in it" : "the element " + root.normalName());
        }
    }

    private void ended(Element element) {
        String name = XmlName.of(element);
        if (ENTRIES.contains(name)) {
            if (!inEntry(element)) {
                if (!cut(element)) {
                    entries.add(new XmlEntry(element, at).read());
                }
                forget(element);
            }
        } else if (ofFeed(element)) {
            if (!cut(element)) {
                about(name, element);
            }
            forget(element);
        }
    }

    /** An element was read, and nothing that stands before it is looked at again. What is outermost tells whether it is a feed, and stays. */
    private void forget(Element element) {
        if (element.parent() instanceof Document) {
            element.empty();
            return;
        }
        for (Node before = element.previousSibling(); before != null; before = element.previousSibling()) {
            before.remove();
        }
        element.remove();
        text.forgotten();
    }

    private static boolean inEntry(Element element) {
        return element.parents().stream().anyMatch(parent -> ENTRIES.contains(XmlName.of(parent)));
    }

    /** What an image or a text field of the feed says of itself is not said of the feed. */
    private static boolean ofFeed(Element element) {
        Element parent = element.parent();
        return parent != null && ROOTS.contains(XmlName.of(parent));
    }

    private void about(String name, Element element) {
        switch (name) {
            case "title" -> title = new XmlText(element, at).title().or(() -> title);
            case "dc:title" -> title = title.or(() -> new XmlText(element, at).title());
            case "link" -> links = links.with(element.attr("rel"), element.attr("href"), Links.base(element, at));
            case "author" -> author(element);
            case "ttl" -> ttl = whole(element).map(Duration::ofMinutes);
            case "sy:updateperiod" ->
                period = Optional.ofNullable(PERIODS.get(element.text().strip()));
            case "sy:updatefrequency" -> frequency = whole(element).orElse(1L).intValue();
            default -> {}
        }
    }

    /** Those of a feed are those of its entries that name none (RFC 4287, section 4.2.1); those of a channel are not. */
    private void author(Element element) {
        Element parent = element.parent();
        if (parent != null && XmlName.of(parent).equals("feed")) {
            authors.add(element);
        }
    }

    private static Optional<Long> whole(Element element) {
        String text = element.text().strip();
        return text.matches("[1-9]\\d{0,5}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private Optional<Duration> rhythm() {
        return ttl.or(() -> period.map(time -> time.dividedBy(frequency)));
    }
}
