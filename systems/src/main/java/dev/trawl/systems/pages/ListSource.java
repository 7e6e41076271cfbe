package dev.trawl.systems.pages;

import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.Listing;
import dev.trawl.core.Source;
import dev.trawl.core.SourceContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists the URLs of a text, {@link #PAGE_URLS} a page. The token is the byte at which the next page begins. What is no
 * URL is an item too.
 */
final class ListSource implements Source {
    /** As many URLs as a page has at most. */
    static final int PAGE_URLS = 1_000;

    /** A page ends behind the record with which it is longer. */
    private static final int PAGE_BYTES_MAX = 4 << 20;

    private final UrlText text;
    private final long itemsMax;
    /** The first record of the list, once it was read; it tells the form. */
    private @Nullable ListForm form;

    ListSource(UrlText text, long itemsMax) {
        this.text = text;
        this.itemsMax = itemsMax;
    }

    @Override
    public long itemsMax() {
        return itemsMax;
    }

    @Override
    public Listing page(Optional<String> token, SourceContext context) throws IOException {
        try {
            return page(token.map(Long::parseLong).orElse(0L));
        } catch (ListRecords.Unreadable e) {
            return new Listing.Failed(new Failure("bad-body", String.valueOf(e.getMessage())));
        }
    }

    private Listing page(long from) throws IOException {
        ListForm known = form();
        List<Item> items = new ArrayList<>();
        try (InputStream in = text.open(from)) {
            ListRecords records = new ListRecords(in, from, known.headed());
            Optional<String> next = from == 0 && known.headed() ? behindHead(records) : records.next();
            while (next.isPresent()) {
                known.url(next.get())
                        .map(String::strip)
                        .filter(url -> !url.isEmpty())
                        .ifPresent(url -> items.add(PageItem.listed(url)));
                if (items.size() == PAGE_URLS || records.at() - from > PAGE_BYTES_MAX) {
                    return new Listing.Page(items, Optional.of(Long.toString(records.at())));
                }
                next = records.next();
            }
        }
        return new Listing.Page(items, Optional.empty());
    }

    private static Optional<String> behindHead(ListRecords records) throws IOException {
        return first(records).isPresent() ? records.next() : Optional.empty();
    }

    /** The first record that is no comment. */
    private static Optional<String> first(ListRecords records) throws IOException {
        Optional<String> first = records.next();
        while (first.isPresent() && first.get().startsWith("#")) {
            first = records.next();
        }
        return first;
    }

    private ListForm form() throws IOException {
        ListForm known = form;
        if (known == null) {
            try (InputStream in = text.open(0)) {
                known = first(new ListRecords(in, 0, false)).map(ListForm::of).orElse(new ListForm.Lines());
            }
            form = known;
        }
        return known;
    }
}
