package dev.trawl.web.browser;

import dev.trawl.web.BodyReader;
import dev.trawl.web.WebAddress;

/**
 * Reads a page as a browser shows it: its body is the page's elements, in UTF-8, when it has come to rest. Of what is no
 * HTML the body is that of the answer.
 */
public interface RenderedReader<T> extends BodyReader<T> {
    /**
     * Whether there is enough on the page; where not, and it goes on changing, it is looked at again for some seconds.
     *
     * @param html the page's elements
     */
    default boolean satisfied(WebAddress address, String html) {
        return true;
    }

    /**
     * Takes a picture of the page that a step made.
     *
     * @param name as the step says
     */
    default void pictured(String name, byte[] png) {}
}
