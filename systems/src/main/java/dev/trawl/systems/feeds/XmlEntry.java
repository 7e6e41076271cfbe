package dev.trawl.systems.feeds;

import dev.trawl.web.WebAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/** An entry of a feed in XML: {@code item} of RSS and CDF, {@code entry} of Atom. For one thread, once. */
final class XmlEntry {
    private static final Set<String> LINK = Set.of("", "alternate");
    private final Element entry;
    private final Map<String, List<Element>> children;
    private final WebAddress at;
    private final WebAddress base;

    XmlEntry(Element entry, WebAddress at) {
        this.entry = entry;
        this.children = entry.children().stream().collect(Collectors.groupingBy(XmlName::of));
        this.at = at;
        this.base = Links.base(entry, at);
    }

    Entry read() {
        Optional<String> link = link();
        Entry.Wording wording = new Entry.Wording(
                first(XmlText::title, "title", "dc:title", "media:title"),
                author(),
                first(XmlText::html, "description", "summary", "abstract", "dc:description", "itunes:summary"),
                first(XmlText::html, "content:encoded", "content", "xhtml:body", "xhtml:div", "body", "fullitem"));
        Entry.Dates dates = new Entry.Dates(
                date("pubdate", "published", "issued", "dcterms:issued"),
                date("updated", "modified", "dc:date", "dcterms:modified").or(this::lastModified));
        String id = id().or(() -> link).orElseGet(() -> Identity.of(wording));
        return new Entry(id, link, wording, dates, categories(), enclosures());
    }

    private Stream<Element> children(String... names) {
        return Stream.of(names).flatMap(name -> children.getOrDefault(name, List.of()).stream());
    }

    /** The first of some names, and of one name the first element, that has something to say. */
    private Optional<String> first(Reading reading, String... names) {
        return children(names)
                .map(child -> reading.of(new XmlText(child, at)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What is taken of a text. */
    @FunctionalInterface
    private interface Reading {
        Optional<String> of(XmlText text);
    }

    private Optional<String> id() {
        return children("guid", "id")
                .map(child -> child.wholeText().strip())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .or(() -> Optional.of(entry.attr("rdf:about").strip()).filter(text -> !text.isEmpty()));
    }

    private Optional<String> link() {
        return children("link")
                .flatMap(this::target)
                .findFirst()
                .or(() -> attribute("href").flatMap(href -> Links.absolute(href, base)))
                .or(this::permanent);
    }

    private Stream<String> target(Element link) {
        if (link.hasAttr("href")) {
            return LINK.contains(relation(link))
                    ? Links.absolute(link.attr("href"), Links.base(link, at)).stream()
                    : Stream.empty();
        }
        return Links.absolute(link.wholeText(), Links.base(link, at)).stream();
    }

    /** Registered relations have an address too (RFC 8288). */
    private static String relation(Element link) {
        String relation = link.attr("rel").strip().toLowerCase(Locale.ROOT);
        return relation.startsWith("http://www.iana.org/assignments/relation/")
                ? relation.substring(relation.lastIndexOf('/') + 1)
                : relation;
    }

    private Optional<String> permanent() {
        return children("guid")
                .filter(guid -> !guid.attr("isPermaLink").equalsIgnoreCase("false"))
                .flatMap(guid -> Links.named(guid.wholeText(), base).stream())
                .findFirst();
    }

    private Optional<String> attribute(String name) {
        return Optional.of(entry.attributes().getIgnoreCase(name)).filter(text -> !text.isBlank());
    }

    /** Its own, else those of the feed that it was taken from (RFC 4287, section 4.2.1). */
    private Optional<String> author() {
        return Authors.of(children("author", "dc:creator", "dc:author", "itunes:author"))
                .joined()
                .or(() -> Authors.of(children("source")
                                .flatMap(source -> source.children().stream())
                                .filter(child -> XmlName.of(child).equals("author")))
                        .joined());
    }

    private Optional<Instant> date(String... names) {
        return children(names)
                .flatMap(child -> FeedDate.read(child.wholeText()).stream())
                .findFirst();
    }

    private Optional<Instant> lastModified() {
        return attribute("lastmod").flatMap(FeedDate::read);
    }

    private List<String> categories() {
        return children("category", "dc:subject", "itunes:keywords", "media:category")
                .map(child -> child.hasAttr("term") ? child.attr("term") : child.text())
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.toList());
    }

    private List<Entry.Enclosure> enclosures() {
        List<Entry.Enclosure> found = new ArrayList<>();
        children("enclosure").forEach(each -> enclosure(each, each.attr("url"), found));
        children("link")
                .filter(each -> relation(each).equals("enclosure"))
                .forEach(each -> enclosure(each, each.attr("href"), found));
        return found;
    }

    private void enclosure(Element element, String address, List<Entry.Enclosure> found) {
        if (found.size() == Entry.ENCLOSURES_MAX) {
            return;
        }
        Links.absolute(address, Links.base(element, at)).ifPresent(url -> {
            String size = element.attr("length").strip();
            found.add(new Entry.Enclosure(
                    url,
                    Optional.of(element.attr("type").strip()).filter(type -> !type.isEmpty()),
                    size.matches("\\d{1,18}") ? Optional.of(Long.valueOf(size)) : Optional.empty()));
        });
    }
}
