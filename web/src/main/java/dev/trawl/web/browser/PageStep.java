package dev.trawl.web.browser;

/** Something that is done on a page after it has come to rest. */
public sealed interface PageStep {
    /** Waits until an element is there. */
    record WaitFor(String selector) implements PageStep {}

    /** Clicks on the first such element, which is waited for; then the page comes to rest again. */
    record Click(String selector) implements PageStep {}

    /** Scrolls to the end of the page, and on while that makes it longer, so many times at most. */
    record Scroll(int times) implements PageStep {}

    /** Runs a script in the page; a promise is waited for. */
    record Script(String text) implements PageStep {}

    /** Takes a picture of the whole page. */
    record Screenshot(String name) implements PageStep {}
}
