package dev.trawl.systems.feeds;

import dev.trawl.core.ColumnType;
import dev.trawl.core.Row;
import dev.trawl.core.RunId;
import dev.trawl.core.Slice;
import dev.trawl.core.TableSpec;
import dev.trawl.core.port.Tables;
import dev.trawl.core.port.Turns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tables of feeds, with rows that are stored as text, as tables do, and an index of when feeds are due: a scan costs what it
 * finds. For one thread.
 */
final class RowsInMemory implements Tables {
    private static final List<TableSpec> DECLARED = List.of(
            table("feeds", "url"),
            table("articles", "feed", "id"),
            table("subscribers", "id"),
            table("deliveries", "subscriber", "webhook_id"),
            table("feed_hubs", "feed"));

    private static final Map<String, TableSpec> SPECS =
            DECLARED.stream().collect(Collectors.toMap(TableSpec::name, table -> table));

    /** The column of feeds that is indexed, by instants and not their text: of that, a longer one may come first. */
    private static final String DUE = FeedState.NEXT_POLL;

    private final Map<String, Map<List<String>, Row>> rows = new HashMap<>();
    private final NavigableMap<Instant, Set<List<String>>> due = new TreeMap<>();

    private static TableSpec table(String name, String... key) {
        return new TableSpec(
                name,
                List.of(key),
                Stream.of(key)
                        .map(column -> new TableSpec.Column(column, ColumnType.TEXT))
                        .toList());
    }

    /** Writes a row as a ledger does: one that is not the whole leaves the other columns as they are. */
    void write(Row row) {
        TableSpec table = spec(row.table());
        List<String> key = table.key().stream()
                .map(column -> String.valueOf(row.columns().get(column)))
                .toList();
        Map<List<String>, Row> stored = rows.computeIfAbsent(row.table(), _ -> new LinkedHashMap<>());
        if (row.update() && !stored.containsKey(key)) {
            return;
        }
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        if (row.partial() && stored.containsKey(key)) {
            columns.putAll(stored.get(key).columns());
        }
        row.columns().forEach((name, value) -> columns.put(name, stored(value)));
        Row before = stored.put(key, new Row(row.table(), columns));
        if (row.table().equals(FeedTables.FEEDS)) {
            index(key, before, stored.get(key));
        }
    }

    private void index(List<String> key, @Nullable Row before, Row now) {
        if (before != null) {
            Set<List<String>> same = due.getOrDefault(instant(before, DUE), Set.of());
            same.remove(key);
            if (same.isEmpty()) {
                due.remove(instant(before, DUE));
            }
        }
        due.computeIfAbsent(instant(now, DUE), _ -> new LinkedHashSet<>()).add(key);
    }

    private static Instant instant(Row row, String column) {
        String text = text(row, column);
        return text.isEmpty() ? Instant.MIN : Instant.parse(text);
    }

    private static @Nullable Object stored(@Nullable Object value) {
        return value == null || value instanceof Number ? value : value.toString();
    }

    /** The columns of a row that is there. */
    Map<String, @Nullable Object> columns(String table, String... key) {
        return rows(spec(table), List.of(List.of(key))).getFirst().columns();
    }

    /** How many rows a table has. */
    int count(String table) {
        return rows.getOrDefault(table, Map.of()).size();
    }

    private static TableSpec spec(String name) {
        return Optional.ofNullable(SPECS.get(name)).orElseThrow();
    }

    @Override
    public List<TableSpec> declared() {
        return DECLARED;
    }

    @Override
    public List<Row> rows(TableSpec table, List<List<String>> keys) {
        Map<List<String>, Row> stored = rows.getOrDefault(table.name(), Map.of());
        return keys.stream().flatMap(key -> Stream.ofNullable(stored.get(key))).toList();
    }

    @Override
    public Slice<Row> rows(TableSpec table, Map<String, String> where, Optional<String> after, int limit) {
        return new Slice<>(having(table, where).limit(limit).toList(), Optional.empty());
    }

    @Override
    public Slice<Row> rows(TableSpec table, RunId run, Optional<String> after, int limit) {
        throw new UnsupportedOperationException("A poll asks by key");
    }

    @Override
    public Slice<Row> rows(TableSpec table, Turns turns, Optional<String> after, int limit) {
        if (!turns.due().equals(DUE)) {
            throw new UnsupportedOperationException("There is no index of " + turns.due());
        }
        NavigableMap<Instant, Set<List<String>>> turned = turns.all() ? due : due.headMap(turns.by(), true);
        Map<List<String>, Row> feeds = rows.getOrDefault(table.name(), Map.of());
        List<Row> found = turned.values().stream()
                .flatMap(Set::stream)
                .flatMap(key -> Stream.ofNullable(feeds.get(key)))
                .filter(row -> instant(row, turns.served()).isBefore(turns.by()))
                .sorted(Comparator.comparing(row -> instant(row, turns.served())))
                .toList();
        return new Slice<>(found, Optional.empty());
    }

    private static String text(Row row, String column) {
        Object value = row.columns().get(column);
        return value == null ? "" : value.toString();
    }

    @Override
    public Slice<List<@Nullable String>> inKeyOrder(
            TableSpec table, List<String> columns, Map<String, String> where, Optional<String> after, int limit) {
        String key = table.key().getFirst();
        List<Row> found = having(table, where)
                .filter(row -> text(row, key).compareTo(after.orElse("")) > 0)
                .sorted(Comparator.comparing(row -> text(row, key)))
                .limit(limit)
                .toList();
        List<List<@Nullable String>> texts = new ArrayList<>();
        for (Row row : found) {
            List<@Nullable String> values = new ArrayList<>(List.of(text(row, key)));
            columns.forEach(column -> values.add(text(row, column)));
            texts.add(values);
        }
        return new Slice<>(texts, found.size() < limit ? Optional.empty() : Optional.of(text(found.getLast(), key)));
    }

    private Stream<Row> having(TableSpec table, Map<String, String> where) {
        return rows.getOrDefault(table.name(), Map.of()).values().stream()
                .filter(row -> where.entrySet().stream()
                        .allMatch(each -> text(row, each.getKey()).equals(each.getValue())));
    }

    @Override
    public Optional<Row> row(TableSpec table, List<String> key) {
        return rows(table, List.of(key)).stream().findFirst();
    }

    @Override
    public long count(TableSpec table, Map<String, String> where, long most) {
        return having(table, where).limit(most).count();
    }
}
