package dev.trawl.systems.pages;

import dev.trawl.web.WebAddress;

/**
 * Which links of a page become items.
 *
 * @param on whether any do
 * @param depthMax the most links from a listed page
 * @param scope how far from the page that holds them
 */
record Following(boolean on, int depthMax, Scope scope) {
    /** Whether a page's links may become items. */
    boolean goesOn(PageItem page) {
        return on && page.depth() < depthMax;
    }

    /** Whether an address is one to go to from a page. */
    boolean within(WebAddress page, WebAddress link) {
        return scope.holds(page, link);
    }

    /** Whether a link that was found is one to go to. */
    boolean takes(WebAddress page, WebAddress link) {
        return within(page, link) && !Traps.looksEndless(link);
    }
}
