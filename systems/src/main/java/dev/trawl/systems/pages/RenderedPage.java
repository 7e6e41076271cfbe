package dev.trawl.systems.pages;

import dev.trawl.web.WebAddress;
import dev.trawl.web.browser.RenderedReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/**
 * Reads a page wherever it is read; what a browser shows, when it holds enough.
 *
 * @param enough whether a page's elements hold what is looked for
 * @param pictures takes pictures of the page by their names
 */
public record RenderedPage(PageReader page, BiPredicate<WebAddress, String> enough, BiConsumer<String, byte[]> pictures)
        implements RenderedReader<PageBody> {
    @Override
    public PageBody read(WebAddress address, Map<String, String> headers, InputStream body) throws IOException {
        return page.read(address, headers, body);
    }

    @Override
    public boolean follows(int status, WebAddress from, WebAddress target) throws InterruptedException {
        return page.follows(status, from, target);
    }

    @Override
    public boolean satisfied(WebAddress address, String html) {
        return enough.test(address, html);
    }

    @Override
    public void pictured(String name, byte[] png) {
        pictures.accept(name, png);
    }
}
