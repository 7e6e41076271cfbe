package dev.trawl.app.rows;

import dev.trawl.core.Row;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the feeds of an OPML list (opml.org/spec2.opml): outlines with {@code xmlUrl}, however deep, with their
 * {@code title} or {@code text}. Nothing outside of the file is ever read, and entities of its own are an error.
 */
record OpmlRows(RowMaker maker) {
    /** The key of the tables that take it. */
    static final String KEY = "url";

    private static final String TITLE = "title";
    private static final XMLInputFactory FACTORY = factory();

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    void read(InputStream bytes, Consumer<Row> rows) {
        XMLStreamReader xml = null;
        try {
            xml = FACTORY.createXMLStreamReader(bytes);
            boolean known = false;
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    known = known || opml(xml);
                    row(xml).ifPresent(rows);
                }
            }
        } catch (XMLStreamException e) {
            long line =
                    e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
            throw maker.wrong(line, "it is no XML from here on (" + said(e) + "); write OPML, CSV or JSON lines");
        }
    }

    private boolean opml(XMLStreamReader xml) {
        if (!xml.getLocalName().equalsIgnoreCase("opml")) {
            throw maker.wrong(
                    xml.getLocation().getLineNumber(),
                    "the outermost element is " + xml.getLocalName() + " and not opml; write OPML, CSV or JSON lines");
        }
        return true;
    }

    private Optional<Row> row(XMLStreamReader xml) {
        Optional<String> url = attribute(xml, "xmlUrl");
        if (!xml.getLocalName().equalsIgnoreCase("outline") || url.isEmpty()) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> columns = new LinkedHashMap<String, @Nullable Object>();
        columns.put(KEY, url.get());
        Stream.of(TITLE, "text")
                .flatMap(name -> attribute(xml, name).stream())
                .findFirst()
                .filter(_ -> maker.table().column(TITLE).isPresent())
                .ifPresent(title -> columns.put(TITLE, title));
        return Optional.of(maker.whole(xml.getLocation().getLineNumber(), columns));
    }

    /** Of whatever case, as it is found. */
    private static Optional<String> attribute(XMLStreamReader xml, String name) {
        for (int n = 0; n < xml.getAttributeCount(); n++) {
            String value = xml.getAttributeValue(n).strip();
            if (xml.getAttributeLocalName(n).equalsIgnoreCase(name) && !value.isEmpty()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private static String said(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int at = message.indexOf("Message: ");
        return at < 0 ? message : message.substring(at + "Message: ".length());
    }
}
