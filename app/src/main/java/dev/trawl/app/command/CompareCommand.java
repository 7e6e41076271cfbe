package dev.trawl.app.command;

import dev.trawl.app.Visible;
import dev.trawl.core.ClosestWord;
import dev.trawl.core.ColumnType;
import dev.trawl.core.Item;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.RunView;
import dev.trawl.core.Source;
import dev.trawl.core.TableSpec;
import dev.trawl.local.Archive;
import dev.trawl.local.sqlite.RowShelf;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells what changed between two runs. */
@Command(
        name = "compare",
        header = "Tells what changed between two runs: values that are new, gone, up, down, or others.",
        description = {
            "",
            "Compared are the rows that both runs wrote to a table whose key has the column run beside others, such as",
            "offers_raw with the key [run, asin]: of Trawl's own, or of another database. Where the table has a column",
            "price that is compared, else every column but instants; --column says otherwise.",
            "How many changed goes to standard error.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  trawl compare 1k3f9a2b7c0d4e5f 1k3fb02c8d1e5f60",
            "  trawl compare 1k3f9a2b7c0d4e5f 1k3fb02c8d1e5f60 --table offers_raw --column availability --format csv"
        })
final class CompareCommand implements Callable<Integer> {
    private static final JsonNode NO_ROW = Json.object();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    final HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "RUN", description = "The earlier run.")
    private @Nullable String first;

    @Parameters(index = "1", paramLabel = "RUN", description = "The later run.")
    private @Nullable String second;

    @Option(names = "--table", paramLabel = "NAME", description = "The table, where several can be compared.")
    private @Nullable String table;

    @Option(names = "--column", paramLabel = "NAME", description = "A column to compare; may be given again.")
    private List<String> columns = List.of();

    @Option(names = "--format", paramLabel = "table|jsonl|csv|json", description = "How changes are printed.")
    private @Nullable Format format;

    private final Surroundings surroundings;

    CompareCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Format chosen = Format.chosen(common.json, format);
        try (Archive archive = RunNames.archive(common.data)) {
            RunView before = RunNames.require(archive, RunNames.parse(String.valueOf(first)));
            RunView after = RunNames.require(archive, RunNames.parse(String.valueOf(second)));
            TableSpec spec = table(tables(archive, before), tables(archive, after));
            RowChanges changes = new RowChanges(ComparedRows.key(spec), compared(spec));
            RowPrinter printer = RowPrinter.of(chosen, changes.columns(), surroundings.console());
            print(archive, new Pair(before, after, spec), changes, printer);
            printer.end();
            surroundings.console().note("Table " + spec.name() + ": " + changes.summary());
        }
        return ExitStatus.GOOD;
    }

    /** What is compared. */
    private record Pair(RunView before, RunView after, TableSpec table) {}

    private void print(Archive archive, Pair pair, RowChanges changes, RowPrinter printer) throws Exception {
        new Scratch("trawl-compare").<Boolean>in(folder -> {
            try (RowShelf shelf = RowShelf.open(folder.resolve("before.db"))) {
                rows(archive, pair.before(), pair.table()).each(shelf::put);
                rows(archive, pair.after(), pair.table()).each(row -> {
                    Optional<Json> was = shelf.take(row.key());
                    JsonNode before = was.isPresent() ? was.get().tree() : NO_ROW;
                    changes.between(before, row.value().tree()).forEach(printer::row);
                });
                gone(shelf, changes, printer);
            }
            return true;
        });
    }

    private static void gone(RowShelf shelf, RowChanges changes, RowPrinter printer) throws Exception {
        String after = "";
        for (List<Item> left = shelf.left(after, ComparedRows.PAGE);
                !left.isEmpty();
                left = shelf.left(after, ComparedRows.PAGE)) {
            for (Item row : left) {
                List<ObjectNode> found = changes.between(row.value().tree(), NO_ROW);
                found.forEach(printer::row);
            }
            after = left.getLast().key();
        }
    }

    private ComparedRows rows(Archive archive, RunView run, TableSpec spec) {
        Optional<Source> elsewhere = elsewhere(run)
                .filter(each -> each.name().equals(spec.name()))
                .flatMap(each -> surroundings.reader().rowsElsewhere(run, ComparedRows.key(spec)));
        return elsewhere
                .map(source -> ComparedRows.elsewhere(source, spec))
                .orElseGet(() -> ComparedRows.own(archive, spec, run));
    }

    private Optional<TableSpec> elsewhere(RunView run) {
        Job job = surroundings.reader().pinned(run.job(), run.definition());
        return job.parts().elsewhere().table();
    }

    /** The tables that a run has rows of. */
    private Map<String, TableSpec> tables(Archive archive, RunView run) {
        Map<String, TableSpec> tables = new TreeMap<>();
        archive.records().declared().stream()
                .filter(each -> !archive.records()
                        .rows(each, run.id(), Optional.empty(), 1)
                        .items()
                        .isEmpty())
                .forEach(each -> tables.put(each.name(), each));
        elsewhere(run).ifPresent(each -> tables.put(each.name(), each));
        return tables;
    }

    private TableSpec table(Map<String, TableSpec> before, Map<String, TableSpec> after) {
        List<String> both = before.keySet().stream().filter(after::containsKey).toList();
        List<String> keep = both.stream().filter(name -> keepsRuns(after, name)).toList();
        if (table != null) {
            requireComparable(table, before, after);
            return spec(after, table);
        }
        if (keep.size() != 1) {
            throw new UsageFault(
                    keep.isEmpty()
                            ? "The runs have no table in common that keeps the rows of each run"
                                    + (both.isEmpty() ? "" : " (" + String.join(", ", both) + " keep the newest alone)")
                                    + "; nothing was compared; a job whose table has the column run in its key, beside others,"
                                    + " can be compared"
                            : "The runs have several tables in common; nothing was compared; name one with --table: "
                                    + String.join(", ", keep));
        }
        return spec(after, keep.getFirst());
    }

    private static TableSpec spec(Map<String, TableSpec> tables, String name) {
        return Optional.ofNullable(tables.get(name)).orElseThrow();
    }

    private static boolean keepsRuns(Map<String, TableSpec> tables, String name) {
        TableSpec spec = tables.get(name);
        return spec != null && spec.key().contains("run") && spec.key().size() > 1;
    }

    private static void requireComparable(String name, Map<String, TableSpec> before, Map<String, TableSpec> after) {
        if (!before.containsKey(name) || !after.containsKey(name)) {
            String which = before.containsKey(name) ? "later" : "earlier";
            throw new UsageFault("The " + which + " run has no row in a table " + Visible.quoted(name)
                    + ClosestWord.hint(name, after.keySet()) + "; nothing was compared");
        }
        if (!keepsRuns(after, name)) {
            throw new UsageFault("Table " + name + " keeps one row for each "
                    + String.join(", ", spec(after, name).key())
                    + ", so the later run's took the place of the earlier's; nothing was compared; add the column run to"
                    + " its key, under another name of the table");
        }
    }

    private List<String> compared(TableSpec spec) {
        List<String> all = spec.columns().stream().map(TableSpec.Column::name).toList();
        for (String column : columns) {
            if (!all.contains(column)) {
                throw new UsageFault("Table " + spec.name() + " has no column " + Visible.quoted(column)
                        + "; nothing was compared; columns are " + String.join(", ", all)
                        + ClosestWord.hint(column, all));
            }
        }
        if (!columns.isEmpty() || all.contains("price")) {
            return columns.isEmpty() ? List.of("price") : columns;
        }
        return spec.columns().stream()
                .filter(column ->
                        column.type() != ColumnType.INSTANT && !spec.key().contains(column.name()))
                .map(TableSpec.Column::name)
                .toList();
    }
}
