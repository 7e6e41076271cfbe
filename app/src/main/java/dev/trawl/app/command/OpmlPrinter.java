package dev.trawl.app.command;

import tools.jackson.databind.JsonNode;

/** Feeds as an OPML 2.0 list (opml.org/spec2.opml). */
final class OpmlPrinter implements RowPrinter {
    private final Console console;
    private boolean begun;

    OpmlPrinter(Console console) {
        this.console = console;
    }

    @Override
    public void row(JsonNode row) {
        begin();
        String url = row.path("url").asString("");
        String title = row.path("title").asString(url);
        console.line("    <outline type=\"rss\" text=\"" + escaped(title) + "\" xmlUrl=\"" + escaped(url) + "\"/>");
    }

    @Override
    public void end() {
        begin();
        console.line("  </body>\n</opml>");
    }

    private void begin() {
        if (!begun) {
            console.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head/>\n  <body>");
            begun = true;
        }
    }

    /** As XML 1.0 takes it in an attribute; what it takes nowhere is left out. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().filter(OpmlPrinter::allowed).forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '"' -> escaped.append("&quot;");
                case '\n', '\r', '\t' -> escaped.append("&#").append(point).append(';');
                default -> escaped.appendCodePoint(point);
            }
        });
        return escaped.toString();
    }

    private static boolean allowed(int point) {
        return point >= 0x20
                ? point < 0xD800 || (point > 0xDFFF && point != 0xFFFE && point != 0xFFFF)
                : point == '\n' || point == '\r' || point == '\t';
    }
}
