package dev.trawl.systems.feeds;

import dev.trawl.core.Row;
import dev.trawl.core.Slice;
import dev.trawl.core.TableSpec;
import dev.trawl.core.port.Tables;
import dev.trawl.core.port.Turns;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The tables that feeds are kept in, for reading. Of one run; safe for any number of threads. */
final class FeedTables {
    /** Feeds, by their url. */
    static final String FEEDS = "feeds";

    /** Their articles, by feed and id. */
    static final String ARTICLES = "articles";

    /** Those who are told of new articles, by id. */
    static final String SUBSCRIBERS = "subscribers";

    private final Tables tables;
    private final Map<String, TableSpec> known = new ConcurrentHashMap<>();

    FeedTables(Tables tables) {
        this.tables = tables;
    }

    /** A feed; empty where its row is gone. */
    Optional<FeedState> feed(String url) {
        return spec(FEEDS).flatMap(table -> tables.row(table, List.of(url))).map(FeedState::of);
    }

    /** Feeds whose turn has come. */
    Slice<Row> due(Turns turns, Optional<String> after, int limit) {
        return spec(FEEDS)
                .map(table -> tables.rows(table, turns, after, limit))
                .orElseGet(() -> new Slice<>(List.of(), Optional.empty()));
    }

    /** Who pushes a feed; empty where nobody does. */
    Optional<HubState> hub(String feed) {
        return spec(HubState.TABLE)
                .flatMap(table -> tables.row(table, List.of(feed)))
                .map(HubState::of);
    }

    /** All feeds that somebody pushes, as they were written. */
    Slice<Row> hubs(Optional<String> after, int limit) {
        return spec(HubState.TABLE)
                .map(table -> tables.rows(table, Map.of(), after, limit))
                .orElseGet(() -> new Slice<>(List.of(), Optional.empty()));
    }

    /** Articles of a feed that are there. */
    List<Row> articles(String feed, List<String> ids) {
        List<List<String>> keys = ids.stream().map(id -> List.of(feed, id)).toList();
        return spec(ARTICLES).map(table -> tables.rows(table, keys)).orElse(List.of());
    }

    /** The active subscribers of a feed, in the order of their ids: the id of each, and its url. */
    Slice<List<@Nullable String>> subscribers(String feed, Optional<String> after, int limit) {
        return spec(SUBSCRIBERS)
                .map(table -> tables.inKeyOrder(table, List.of("url"), active(feed), after, limit))
                .orElseGet(() -> new Slice<>(List.of(), Optional.empty()));
    }

    /** How many active subscribers a feed has, counted as far as a number. */
    long countSubscribers(String feed, long most) {
        return spec(SUBSCRIBERS)
                .map(table -> tables.count(table, active(feed), most))
                .orElse(0L);
    }

    /** A subscriber; empty where its row is gone. */
    Optional<Row> subscriber(String id) {
        return spec(SUBSCRIBERS).flatMap(table -> tables.row(table, List.of(id)));
    }

    private static Map<String, String> active(String feed) {
        return Map.of("feed", feed, "state", "active");
    }

    /** A table as it is declared; empty where no job has declared it yet. */
    private Optional<TableSpec> spec(String name) {
        if (!known.containsKey(name)) {
            tables.declared().stream()
                    .filter(table -> table.name().equals(name))
                    .forEach(table -> known.put(name, table));
        }
        return Optional.ofNullable(known.get(name));
    }
}
