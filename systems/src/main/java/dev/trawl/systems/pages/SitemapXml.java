package dev.trawl.systems.pages;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a sitemap in XML: {@code loc} in {@code url} or {@code sitemap}, so not that of a picture or video;
 * of a feed that is used as one, the links of its entries. Nothing outside of the file is ever read. For one thread.
 */
final class SitemapXml {
    private static final XMLInputFactory FACTORY = factory();
    private static final Set<String> ROOTS = Set.of("urlset", "sitemapindex", "rss", "feed", "RDF");
    private static final String LINK = "link";
    private static final int DEPTH_MAX = 100;
    private static final int TEXT_CHARACTERS_MAX = 100_000;

    private final TextLines.Draft entries;
    private final Deque<String> open = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private String root = "";

    SitemapXml(TextLines.Draft entries) {
        this.entries = entries;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /** The name of the outermost element. */
    String root() {
        return root;
    }

    /** Whether that is one of a sitemap. */
    boolean known() {
        return ROOTS.contains(root);
    }

    /** Reads all of it, entries as they come; whether it is an index. */
    boolean read(InputStream in) throws XMLStreamException {
        XMLStreamReader xml = reader(in);
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> begin(xml);
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> collect(xml);
                default -> {}
            }
        }
        return root.equals("sitemapindex");
    }

    private static XMLStreamReader reader(InputStream in) throws XMLStreamException {
        synchronized (FACTORY) {
            return FACTORY.createXMLStreamReader(in);
        }
    }

    private void begin(XMLStreamReader xml) throws XMLStreamException {
        String name = xml.getLocalName();
        if (open.isEmpty()) {
            root = name;
        }
        if (open.size() >= DEPTH_MAX) {
            throw new XMLStreamException("elements within each other", xml.getLocation());
        }
        if (name.equals(LINK) && inside("entry") && alternate(xml.getAttributeValue(null, "rel"))) {
            String target = xml.getAttributeValue(null, "href");
            entries.add(target == null ? "" : target);
        }
        text.setLength(0);
        open.push(name);
    }

    private static boolean alternate(@Nullable String relation) {
        return relation == null || relation.equals("alternate");
    }

    private void end() {
        String name = open.pop();
        boolean entry = name.equals("loc") && (inside("url") || inside("sitemap"));
        if (entry || (name.equals(LINK) && inside("item"))) {
            entries.add(text.toString());
        }
        text.setLength(0);
    }

    private boolean inside(String parent) {
        return parent.equals(open.peek());
    }

    private void collect(XMLStreamReader xml) {
        if (text.length() < TEXT_CHARACTERS_MAX) {
            text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        }
    }
}
