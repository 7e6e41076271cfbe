package dev.trawl.systems.pages;

import dev.trawl.core.Item;
import dev.trawl.core.Listing;
import dev.trawl.core.Services;
import dev.trawl.core.Source;
import dev.trawl.core.SourceContext;
import dev.trawl.core.SourceProvider;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The source {@code pages}: {@code {urls, sitemap, table, max}}. */
public final class PagesSourceProvider implements SourceProvider {
    /** For the service loader. */
    public PagesSourceProvider() {}

    @Override
    public String name() {
        return "pages";
    }

    @Override
    public Source open(JsonNode settings, Services services) {
        String urls = settings.path("urls").asString("");
        return new Source() {
            @Override
            public Listing page(Optional<String> token, SourceContext context) {
                List<Item> items = urls.lines()
                        .map(PagesSourceProvider::url)
                        .filter(line -> !line.isBlank())
                        .map(PageItem::listed)
                        .toList();
                return new Listing.Page(items, Optional.empty());
            }

            @Override
            public long itemsMax() {
                return settings.path("max").asLong(Long.MAX_VALUE);
            }
        };
    }

    private static String url(String line) {
        return line.startsWith("{")
                ? dev.trawl.core.Json.parse(line).tree().path("url").asString("")
                : line;
    }
}
