package dev.trawl.systems.pages;

import dev.trawl.core.ClosestWord;
import dev.trawl.core.Item;
import dev.trawl.core.Listing;
import dev.trawl.core.Row;
import dev.trawl.core.Slice;
import dev.trawl.core.Source;
import dev.trawl.core.SourceContext;
import dev.trawl.core.TableSpec;
import dev.trawl.core.port.Tables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists the column {@code url} of a table of Trawl's own, {@link ListSource#PAGE_URLS} rows a page, in the order they were first written in. */
final class TableSource implements Source {
    private static final String COLUMN = "url";

    private final Tables tables;
    private final TableSpec table;
    /** Whether only rows with a problem count. */
    private final boolean failed;

    private final long itemsMax;

    private TableSource(Tables tables, TableSpec table, boolean failed, long itemsMax) {
        this.tables = tables;
        this.table = table;
        this.failed = failed;
        this.itemsMax = itemsMax;
    }

    /**
     * Of a table.
     *
     * @param failed whether only rows whose column {@code problem} is not null are listed
     * @param tables none where a run is only rehearsed: nobody knows then whether the table is there
     * @throws IllegalArgumentException where there is no such table, or it has no such column
     */
    static Source of(String name, boolean failed, Optional<Tables> tables, long itemsMax) {
        return tables.<Source>map(known -> new TableSource(known, find(name, known.declared()), failed, itemsMax))
                .orElse((_, _) -> new Listing.Page(List.of(), Optional.empty()));
    }

    private static TableSpec find(String name, List<TableSpec> tables) {
        List<String> names = tables.stream().map(TableSpec::name).toList();
        TableSpec found = tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Listing the pages of table " + name + " found no such table; tables are "
                                + String.join(", ", names) + ClosestWord.hint(name, names)));
        if (found.columns().stream().noneMatch(column -> column.name().equals(COLUMN))) {
            throw new IllegalArgumentException("Listing the pages of table " + name + " found no column url in it");
        }
        return found;
    }

    @Override
    public long itemsMax() {
        return itemsMax;
    }

    @Override
    public Listing page(Optional<String> token, SourceContext context) {
        Slice<Row> rows = tables.rows(table, Map.of(), token, ListSource.PAGE_URLS);
        List<Item> items = rows.items().stream()
                .filter(row -> !failed || row.columns().get("problem") != null)
                .flatMap(row -> Stream.ofNullable(row.columns().get(COLUMN)))
                .map(url -> PageItem.listed(url.toString()))
                .toList();
        return new Listing.Page(items, rows.next());
    }
}
