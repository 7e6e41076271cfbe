package dev.trawl.systems.pages;

import dev.trawl.core.Services;
import dev.trawl.core.Source;
import dev.trawl.core.SourceProvider;
import dev.trawl.core.port.InputFiles;
import dev.trawl.core.port.Tables;
import dev.trawl.web.BadAddress;
import dev.trawl.web.Fetcher;
import dev.trawl.web.WebAddress;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * The source {@code pages}: {@code {urls, sitemap, table, failed, follow, max}}, one of the first three.
 *
 * <p>{@code failed}: of a table only rows with a problem. {@code max} bounds the items of the run, {@value #FOLLOWED_MAX} where links are followed and nothing else is said.
 */
public final class PagesSourceProvider implements SourceProvider {
    /** How many items a run has at most that follows links. */
    static final long FOLLOWED_MAX = 100_000;

    private static final List<String> SOURCES = List.of("urls", "sitemap", "table");

    /** For the service loader. */
    public PagesSourceProvider() {}

    @Override
    public String name() {
        return "pages";
    }

    @Override
    public Source open(JsonNode settings, Services services) {
        List<String> given = SOURCES.stream().filter(settings::hasNonNull).toList();
        if (given.size() != 1) {
            throw new IllegalArgumentException(
                    "Listing pages needs one of urls=@FILE, sitemap=URL and table=NAME, got: "
                            + (given.isEmpty() ? "none of them" : String.join(" and ", given)));
        }
        long max = max(settings).orElse(settings.path("follow").asBoolean(false) ? FOLLOWED_MAX : Long.MAX_VALUE);
        JsonNode value = settings.get(given.getFirst());
        return switch (given.getFirst()) {
            case "urls" -> new ListSource(UrlText.of(value, services.find(InputFiles.class)), max);
            case "sitemap" -> new SitemapSource(sitemap(value.asString()), services.get(Fetcher.class), max);
            default ->
                TableSource.of(
                        value.asString(), settings.path("failed").asBoolean(false), services.find(Tables.class), max);
        };
    }

    private static OptionalLong max(JsonNode settings) {
        return settings.hasNonNull("max") ? OptionalLong.of(settings.get("max").asLong()) : OptionalLong.empty();
    }

    private static WebAddress sitemap(String text) {
        try {
            return WebAddress.parse(text);
        } catch (BadAddress e) {
            throw new IllegalArgumentException("sitemap takes the address of a sitemap: " + e.getMessage(), e);
        }
    }
}
