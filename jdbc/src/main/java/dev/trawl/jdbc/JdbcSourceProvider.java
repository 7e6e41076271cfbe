package dev.trawl.jdbc;

import dev.trawl.core.Got;
import dev.trawl.core.Notes;
import dev.trawl.core.Services;
import dev.trawl.core.Source;
import dev.trawl.core.SourceProvider;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The source {@code jdbc}: {@code {url, user, password, table, key}}, or {@code query} in place of {@code table}.
 *
 * <p>{@code key}: the column that names a row, or several; unique, and ordered by an index where the table is large.
 */
public final class JdbcSourceProvider implements SourceProvider {
    private static final List<String> KEYS = List.of("url", "user", "password", "table", "query", "key");

    /** For the service loader. */
    public JdbcSourceProvider() {}

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public Source open(JsonNode settings, Services services) {
        Settings.requireKnown(settings, KEYS);
        boolean table = !settings.path("table").asString("").isBlank();
        boolean query = !settings.path("query").asString("").isBlank();
        if (table == query) {
            throw new IllegalArgumentException(
                    "jdbc lists one of table: NAME and query: SELECT ..., got: " + (table ? "both" : "none of them"));
        }
        String rows = settings.get(table ? "table" : "query").asString().strip();
        return new JdbcSource(
                Access.of(settings),
                new Keyset(rows, table, key(settings.path("key"))),
                Rest.SLEEPING,
                services.find(Notes.class).orElse(Notes.NONE));
    }

    private static List<String> key(JsonNode key) {
        List<String> columns =
                key.isArray() ? key.valueStream().map(JsonNode::asString).toList() : List.of(key.asString(""));
        if (columns.isEmpty() || columns.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "jdbc lists rows by key: COLUMN or [COLUMN, COLUMN], in whose order they come"
                            + Got.of(key.toString()));
        }
        return columns;
    }
}
