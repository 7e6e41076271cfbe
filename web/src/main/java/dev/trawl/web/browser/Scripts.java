package dev.trawl.web.browser;

import dev.trawl.core.Json;

/** What is run in pages. */
final class Scripts {
    /** Characters of a page's elements. */
    private static final int CHARACTERS_MAX = 8 << 20;

    /** The page's elements as text; null where they are too large. */
    static final String CONTENT = "(() => { const all = document.documentElement;"
            + " const text = all ? all.outerHTML : ''; return text.length > " + CHARACTERS_MAX + " ? null : text; })()";

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

    /** Clicks on the first such element. */
    static String click(String selector) {
        return "document.querySelector(" + text(selector) + ").click()";
    }

    private static String text(String value) {
        return Json.of(Json.tree(value)).toString();
    }
}
