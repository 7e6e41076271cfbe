package dev.trawl.app.embedded;

import dev.trawl.core.AttemptFailed;
import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Json;
import dev.trawl.core.Listing;
import dev.trawl.core.Outcome;
import dev.trawl.core.SourceContext;
import java.util.Optional;
import java.util.function.Function;

/** Items of a type of Java's own as those of a run: named by their key, kept as JSON. */
final class Typed {
    private Typed() {}

    /** Lists as a run wants it. */
    static <T> dev.trawl.core.Source source(Function<T, String> key, Source<T> source) {
        return new dev.trawl.core.Source() {
            @Override
            public Listing page(Optional<String> token, SourceContext context) throws Exception {
                try {
                    Source.Page<T> page = source.page(token);
                    return new Listing.Page(
                            page.items().stream().map(value -> item(key, value)).toList(), page.next());
                } catch (AttemptFailed e) {
                    return new Listing.Retry(e.outcome().why(), e.outcome().after());
                }
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }

    private static <T> Item item(Function<T, String> key, T value) {
        return new Item(key.apply(value), Json.of(Json.tree(value)));
    }

    /**
     * Works as a run wants it.
     *
     * @param host the host, mostly, that an item asks first; empty where no host is to be spared
     */
    static <T> dev.trawl.core.Worker worker(Class<T> type, Optional<Function<T, String>> host, Worker<T> worker) {
        return new dev.trawl.core.Worker() {
            @Override
            public Outcome work(Item item, ItemContext context) throws Exception {
                return worker.work(item.value().as(type), context);
            }

            @Override
            public void buried(Item item, Failure why, ItemContext context) {
                worker.buried(item.value().as(type), why, context);
            }

            @Override
            public Optional<String> budgetKey(Item item) {
                return host.map(of -> of.apply(item.value().as(type)));
            }

            @Override
            public void close() {
                worker.close();
            }
        };
    }
}
