package dev.trawl.systems.pages;

import dev.trawl.core.Changed;
import dev.trawl.core.Failure;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Json;
import dev.trawl.web.MediaType;
import dev.trawl.web.WebAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The row of a page that has ended. For one thread. */
final class PageRow {
    private static final String TABLE = "pages";

    private final Map<String, @Nullable Object> columns = new LinkedHashMap<>();

    /** A row of which only the page is known. */
    PageRow(PageItem page, ItemContext context, Instant now) {
        columns.put("url", page.url());
        columns.put("depth", page.depth());
        columns.put("fetched", now);
        columns.put("run", context.run().toString());
    }

    /** Who answered last, and with which status. */
    PageRow answered(Optional<WebAddress> address, Optional<Integer> status) {
        columns.put("final_url", address.map(WebAddress::toString).orElse(null));
        columns.put("status", status.orElse(null));
        return this;
    }

    /** How long asking took. */
    PageRow took(Duration time) {
        columns.put("milliseconds", time.toMillis());
        return this;
    }

    /** Where it was sent on the way. */
    PageRow redirected(List<PageReader.Hop> hops) {
        if (!hops.isEmpty()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            hops.forEach(hop -> list.add(Json.object()
                    .put("status", hop.status())
                    .put("url", hop.to().toString())));
            columns.put("redirects", list);
        }
        return this;
    }

    /** What it holds. */
    PageRow holds(PageBody body, PageContent content) {
        columns.put("type", body.type().map(MediaType::name).orElse(null));
        columns.put("bytes", body.body().bytes());
        columns.put("sha256", body.body().sha256());
        columns.put("changed", new Changed("sha256"));
        columns.put("charset", content.charset().orElse(null));
        columns.put("text_bytes", content.textBytes().orElse(null));
        columns.put("title", content.html().flatMap(HtmlPage::title).orElse(null));
        columns.put(
                "canonical",
                content.html()
                        .flatMap(HtmlPage::canonical)
                        .map(WebAddress::toString)
                        .orElse(null));
        columns.put("links", content.html().map(html -> html.links().size()).orElse(0));
        return this;
    }

    /** The object that its body is kept as. */
    PageRow stored(String object) {
        columns.put(BodyStore.COLUMN, object);
        return this;
    }

    /** What rules took out of it. */
    PageRow extracted(Map<String, Object> values) {
        columns.putAll(values);
        return this;
    }

    /** Why it failed. */
    PageRow failed(Failure why) {
        columns.put("problem", why.reason());
        return this;
    }

    /** Gives the row to the outcome. */
    void write(ItemContext context) {
        context.row(TABLE, columns);
    }
}
