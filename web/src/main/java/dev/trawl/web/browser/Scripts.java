package dev.trawl.web.browser;

import dev.trawl.core.Json;

/** What is run in pages. */
final class Scripts {
    /** Characters of a page's elements. */
    static final int CHARACTERS_MAX = 8 << 20;

    /** How many characters that text has. */
    static final String SIZE = "document.documentElement ? document.documentElement.outerHTML.length : 0";

    /** Resolved when the page changes. */
    static final String CHANGED = """
            new Promise(changed => {
              const watch = new MutationObserver(() => { watch.disconnect(); changed(true); });
              watch.observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
            })""";

    /** Scrolls to the end; whether that was further than before. */
    static final String SCROLL = """
            (() => {
              const all = document.scrollingElement || document.documentElement;
              const before = all.scrollTop;
              all.scrollTo(0, all.scrollHeight);
              return all.scrollTop > before;
            })()""";

    private Scripts() {}

    /** The page's elements as text; null where that has more characters. */
    static String content(int charactersMax) {
        return """
            (() => {
              const all = document.documentElement;
              const text = all ? all.outerHTML : '';
              return text.length > %d ? null : text;
            })()""".formatted(charactersMax);
    }

    /** Resolved when an element is there. */
    static String waited(String selector) {
        return """
            new Promise(there => {
              const look = () => document.querySelector(%1$s);
              if (look()) { there(true); return; }
              const watch = new MutationObserver(() => { if (look()) { watch.disconnect(); there(true); } });
              watch.observe(document, {subtree: true, childList: true, attributes: true});
            })""".formatted(text(selector));
    }

    /** Clicks on the first such element; whether there was one. */
    static String click(String selector) {
        return """
            (() => {
              const found = document.querySelector(%1$s);
              if (found) { found.click(); }
              return found !== null;
            })()""".formatted(text(selector));
    }

    private static String text(String value) {
        return Json.of(Json.tree(value)).toString();
    }
}
