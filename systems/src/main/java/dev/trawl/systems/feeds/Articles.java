package dev.trawl.systems.feeds;

import dev.trawl.core.ItemContext;
import dev.trawl.core.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes down the articles of a feed that are new or have changed; the others stay as they are.
 *
 * @param feed its key
 * @param now when they are seen
 * @param quiet whether nobody hears of what is new
 */
record Articles(FeedTables tables, String feed, Instant now, boolean quiet) {
    /** Looked up at once. */
    private static final int ENTRIES = 100;

    /** Writes down those of a body, no id twice. */
    void write(List<Entry> entries, ItemContext context) {
        for (int from = 0; from < entries.size(); from += ENTRIES) {
            List<ArticleRow> some = entries.subList(from, Math.min(from + ENTRIES, entries.size())).stream()
                    .map(entry -> ArticleRow.of(feed, entry))
                    .toList();
            Map<String, Row> known = known(some);
            some.forEach(article -> write(article, known, context));
        }
    }

    private void write(ArticleRow article, Map<String, Row> known, ItemContext context) {
        Row before = known.get(article.id());
        if (before == null) {
            Row row = article.seen(now);
            context.row(quiet ? row.quietly() : row);
        } else if (!article.sameAs(before)) {
            context.row(article.changed(now));
        }
    }

    private Map<String, Row> known(List<ArticleRow> articles) {
        Map<String, Row> known = new HashMap<>();
        for (Row row :
                tables.articles(feed, articles.stream().map(ArticleRow::id).toList())) {
            known.put(String.valueOf(row.columns().get(ArticleRow.ID)), row);
        }
        return known;
    }
}
