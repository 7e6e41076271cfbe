package dev.trawl.systems.feeds;

import dev.trawl.core.Row;
import dev.trawl.core.TableSpec;
import dev.trawl.core.port.Tables;
import java.util.List;
import java.util.Optional;

/** The tables that feeds are kept in. */
enum FeedTables {
    /** Feeds, by their url. */
    FEEDS("feeds"),

    /** Their articles, by feed and id. */
    ARTICLES("articles");

    private final String table;

    FeedTables(String table) {
        this.table = table;
    }

    /** Its name. */
    String table() {
        return table;
    }

    /** The table as it is declared; empty where no job has declared it yet. */
    Optional<TableSpec> in(Tables tables) {
        return tables.declared().stream()
                .filter(spec -> spec.name().equals(table))
                .findFirst();
    }

    /** Rows that are there, by their keys. */
    List<Row> rows(Tables tables, List<List<String>> keys) {
        return in(tables).map(spec -> tables.rows(spec, keys)).orElse(List.of());
    }
}
