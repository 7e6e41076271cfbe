package dev.trawl.app.command;

import dev.trawl.app.Cells;
import dev.trawl.app.Visible;
import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.Listing;
import dev.trawl.core.Measure;
import dev.trawl.core.Row;
import dev.trawl.core.RunView;
import dev.trawl.core.Slice;
import dev.trawl.core.Source;
import dev.trawl.core.SourceContext;
import dev.trawl.core.TableSpec;
import dev.trawl.local.Archive;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The rows of one run in one table, by what names them beside the run, wherever the table lies. */
interface ComparedRows {
    /** Rows asked for at once. */
    int PAGE = 1_000;

    /** Told of a row. */
    @FunctionalInterface
    interface Reader {
        void row(Item row) throws Exception;
    }

    /** Reads all, a page at a time. */
    void each(Reader reader) throws Exception;

    /** What names a row of a table that keeps the rows of each run: its key without the run. */
    static List<String> key(TableSpec table) {
        return table.key().stream().filter(column -> !column.equals("run")).toList();
    }

    /** Those of a table of Trawl's own. */
    static ComparedRows own(Archive archive, TableSpec table, RunView run) {
        return reader -> {
            Optional<String> after = Optional.empty();
            do {
                Slice<Row> page = archive.records().rows(table, run.id(), after, PAGE);
                for (Row row : page.items()) {
                    reader.row(named(table, Cells.object(row)));
                }
                after = page.next();
            } while (after.isPresent());
        };
    }

    /** Those of a table of another database. */
    static ComparedRows elsewhere(Source source, TableSpec table) {
        return reader -> {
            Optional<String> token = Optional.empty();
            do {
                Listing listing = source.page(token, new Unmetered());
                Listing.Page page = switch (listing) {
                    case Listing.Page found -> found;
                    case Listing.Failed failed -> throw away(table, failed.why().toString());
                    case Listing.Retry retry -> throw away(table, retry.why().toString());
                    case Listing.Unfinished _ -> throw away(table, "the database cannot be reached");
                };
                for (Item row : page.items()) {
                    reader.row(named(table, (ObjectNode) row.value().tree()));
                }
                token = page.next();
            } while (token.isPresent());
        };
    }

    private static EnvironmentFault away(TableSpec table, String why) {
        return new EnvironmentFault(
                "Reading the table " + table.name() + " failed: " + Visible.text(why)
                        + ". Nothing was compared. Look at the database, and run the command again",
                new IllegalStateException(why));
    }

    private static Item named(TableSpec table, ObjectNode row) {
        ArrayNode key = Json.tree(List.of()).asArray();
        key(table).forEach(column -> key.add(row.path(column)));
        return new Item(key.toString(), Json.of(row));
    }

    /** Nobody asks what comparing costs. */
    record Unmetered() implements SourceContext {
        @Override
        public Duration timeout() {
            return Duration.ofSeconds(30);
        }

        @Override
        public int perHost() {
            return 1;
        }

        @Override
        public void count(Measure measure, long amount) {}
    }
}
