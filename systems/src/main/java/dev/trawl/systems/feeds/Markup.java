package dev.trawl.systems.feeds;

import dev.trawl.web.WebAddress;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.SerializationException;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Entities;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * Some HTML of a stranger.
 *
 * @param html as it was written
 * @param base what its relative addresses are resolved against
 */
record Markup(String html, WebAddress base) {
    /** Elements within each other; deeper ones are flattened. */
    private static final int DEPTH_MAX = 200;

    /** As much of one is read; nested tags that never end cost more than their number, and this bounds what they can cost. */
    static final int LETTERS_MAX = 256 * 1024;

    /** And as many tags that begin something: where they are badly nested each may become a dozen elements. */
    static final int TAGS_MAX = 10_000;

    /** As much longer its relative addresses may make it; where they would make it longer they are left out. */
    private static final int GROWTH_MAX = 1 << 20;

    /** Of what is longer when it is sanitised the text alone is kept: tags that are badly nested are repeated on and on. */
    static final int SANITISED_LETTERS_MAX = 2 << 20;

    /** Browsers take all that follows one for its content, until it ends; those who write feeds do not end them. */
    private static final Pattern FRAME = Pattern.compile("</?iframe\\b[^<>]*>", Pattern.CASE_INSENSITIVE);

    private static final Pattern BLANK = Pattern.compile("\\s+");

    /** Texts, lists, tables, pictures and sound with addresses of the web; no style, script, form or frame. */
    private static final Safelist SAFE = Safelist.relaxed()
            .addTags("abbr", "acronym", "address", "article", "aside", "bdi", "bdo", "center", "del", "details", "dfn")
            .addTags("figcaption", "figure", "footer", "header", "hr", "ins", "kbd", "main", "mark", "picture", "rp")
            .addTags("rt", "ruby", "s", "samp", "section", "summary", "time", "tt", "var", "wbr", "big", "nav")
            .addTags("audio", "video", "source")
            .addAttributes("audio", "src", "controls")
            .addAttributes("video", "src", "controls", "poster", "width", "height")
            .addAttributes("source", "src", "type")
            .addAttributes("time", "datetime")
            .addAttributes("abbr", "title")
            .addAttributes(":all", "dir", "lang")
            .addProtocols("audio", "src", "http", "https")
            .addProtocols("video", "src", "http", "https")
            .addProtocols("video", "poster", "http", "https")
            .addProtocols("source", "src", "http", "https");

    Markup {
        html = beginning(html);
    }

    private static String beginning(String text) {
        String some = text.length() > LETTERS_MAX ? text.substring(0, LETTERS_MAX) : text;
        int tags = 0;
        for (int at = some.indexOf('<'); at >= 0; at = some.indexOf('<', at + 1)) {
            tags += some.startsWith("/", at + 1) ? 0 : 1;
            if (tags > TAGS_MAX) {
                return some.substring(0, at);
            }
        }
        return some;
    }

    /** A text, white space collapsed; empty where there is none. */
    static Optional<String> line(String text) {
        return Optional.of(BLANK.matcher(text).replaceAll(" ").strip()).filter(line -> !line.isEmpty());
    }

    /** Markup that says no more than a text. */
    static Markup ofText(String text, WebAddress base) {
        return new Markup(Entities.escape(beginning(text)), base);
    }

    /** What may be shown of it on a page of one's own, its addresses absolute; empty where nothing is left. */
    Optional<String> sanitised() {
        if (text(html)) {
            return Optional.of(html.strip()).filter(text -> !text.isEmpty());
        }
        Document clean = new Cleaner(SAFE).clean(document());
        clean.outputSettings(new Document.OutputSettings().prettyPrint(false));
        return Optional.of(written(clean).strip()).filter(html -> !html.isEmpty());
    }

    private static String written(Document clean) {
        try {
            return clean.body().html(new BoundedText(SANITISED_LETTERS_MAX)).toString();
        } catch (SerializationException e) {
            return Entities.escape(clean.body().text());
        }
    }

    /** Its text, white space collapsed; empty where there is none. */
    Optional<String> text() {
        if (text(html)) {
            return line(html);
        }
        return Optional.of(document().body().text().strip()).filter(text -> !text.isEmpty());
    }

    /** Whether it is the same as text and as HTML, so that nobody has to look closer: no letter in it means or becomes another. */
    private static boolean text(String html) {
        for (int at = 0; at < html.length(); at++) {
            char letter = html.charAt(at);
            boolean plain = letter >= ' ' ? letter < 0x7F : letter == '\n' || letter == '\t';
            if (!(plain || Character.isLetter(letter)) || letter == '<' || letter == '>' || letter == '&') {
                return false;
            }
        }
        return true;
    }

    private Document document() {
        String at = reach();
        Document document = Document.createShell(at);
        Parser parser = Parser.htmlParser().setMaxDepth(DEPTH_MAX);
        document.body()
                .appendChildren(parser.parseFragmentInput(FRAME.matcher(html).replaceAll(" "), document.body(), at));
        return document;
    }

    /** What its relative addresses are resolved against; empty where they are so many that nobody wants to keep what they become. */
    private String reach() {
        String at = base.toString();
        long tags = html.chars().filter(letter -> letter == '<').count();
        return tags * at.length() <= GROWTH_MAX ? at : "";
    }
}
