package dev.trawl.systems.feeds;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Tag;

/**
 * What an element is called here, whatever prefix its feed has for its namespace: {@code dc:creator}, and without a
 * prefix what RSS, Atom and CDF have themselves. In lower case, as CDF is written in capitals.
 */
final class XmlName {
    /** Namespaces by how they begin, as they come in versions. */
    private static final List<Map.Entry<String, String>> PREFIXES = List.of(
            Map.entry("http://purl.org/dc/terms", "dcterms"),
            Map.entry("http://purl.org/dc/elements", "dc"),
            Map.entry("http://purl.org/rss/1.0/modules/content", "content"),
            Map.entry("http://purl.org/rss/1.0/modules/syndication", "sy"),
            Map.entry("http://purl.org/rss/1.0/modules/", "module"),
            Map.entry("http://www.itunes.com/", "itunes"),
            Map.entry("http://example.com/dtds/podcast-1.0.dtd", "itunes"),
            Map.entry("http://www.w3.org/1999/xhtml", "xhtml"),
            Map.entry("http://search.yahoo.com/mrss", "media"),
            Map.entry("http://www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"),
            Map.entry("http://www.w3.org/2005/atom", ""),
            Map.entry("http://purl.org/atom/", ""),
            Map.entry("http://purl.org/rss/", ""),
            Map.entry("http://my.netscape.com/", ""),
            Map.entry("http://channel.netscape.com/", ""),
            Map.entry("http://backend.userland.com/", ""),
            Map.entry("http://blogs.law.harvard.edu/", ""),
            Map.entry("http://www.rssboard.org/", ""));

    private XmlName() {}

    /** The name of an element. */
    static String of(Element element) {
        String local = element.tag().localName().toLowerCase(Locale.ROOT);
        String prefix = prefix(element.tag());
        return prefix.isEmpty() || prefix.equals("rdf") ? local : prefix + ":" + local;
    }

    private static String prefix(Tag tag) {
        String namespace = tag.namespace().toLowerCase(Locale.ROOT);
        if (!namespace.isEmpty()) {
            for (Map.Entry<String, String> known : PREFIXES) {
                if (namespace.startsWith(known.getKey())) {
                    return known.getValue();
                }
            }
        }
        return tag.prefix().toLowerCase(Locale.ROOT);
    }
}
