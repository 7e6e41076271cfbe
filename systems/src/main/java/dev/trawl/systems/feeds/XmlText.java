package dev.trawl.systems.feeds;

import dev.trawl.web.WebAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What an element says: text, escaped HTML, HTML as its children, or either in base 64 (RFC 4287, section 3.1; Atom 0.3
 * called it {@code mode}; RSS never says which).
 */
record XmlText(Element element, WebAddress at) {
    private static final Pattern LOOKS_LIKE_HTML =
            Pattern.compile("</[a-z]|<[a-z][^<>]*>|&(#\\d+|#x[0-9a-f]+|[a-z]+);", Pattern.CASE_INSENSITIVE);

    /** As a title: text without markup. */
    Optional<String> title() {
        if (plain()) {
            return Markup.line(written());
        }
        return markup().text();
    }

    /** As HTML that may be shown. */
    Optional<String> html() {
        return plain() ? Markup.ofText(written(), base()).sanitised() : markup().sanitised();
    }

    private WebAddress base() {
        return Links.base(element, at);
    }

    private Markup markup() {
        return new Markup(element.childrenSize() > 0 && !escaped() ? children() : written(), base());
    }

    private String written() {
        return base64() ? decoded() : element.wholeText();
    }

    private boolean escaped() {
        return element.attr("mode").equalsIgnoreCase("escaped");
    }

    private boolean base64() {
        return element.attr("mode").equalsIgnoreCase("base64")
                || element.attr("type").startsWith("application/octet");
    }

    private String decoded() {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(element.wholeText().strip());
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return element.wholeText();
        }
    }

    /** Whether it says that it is text and no markup. Some say so and do not mean it. */
    private boolean plain() {
        String type = element.attr("type").toLowerCase(Locale.ROOT);
        boolean said = type.equals("text") || type.equals("text/plain") || (type.isEmpty() && ofAtom());
        return said
                && element.childrenSize() == 0
                && !LOOKS_LIKE_HTML.matcher(written()).find();
    }

    private boolean ofAtom() {
        return element.tag().namespace().equals("http://www.w3.org/2005/Atom");
    }

    /** Prefixes of XHTML are of no use in HTML. */
    private String children() {
        Document document = new Document("");
        document.outputSettings().prettyPrint(false).syntax(Document.OutputSettings.Syntax.html);
        Element copy = element.clone();
        document.appendChild(copy);
        for (Element each : copy.getAllElements()) {
            if (XmlName.of(each).startsWith("xhtml:")) {
                each.tagName(each.tag().localName());
            }
        }
        return copy.html();
    }
}
