package dev.trawl.app.command;

import dev.trawl.app.Cells;
import dev.trawl.app.Visible;
import dev.trawl.core.ClosestWord;
import dev.trawl.core.TableSpec;
import dev.trawl.local.Archive;
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

/** Prints the rows of a table. */
@Command(
        name = "rows",
        header = "Prints the rows of a table.",
        description = {
            "",
            "With csv no value is changed, not even one that a spreadsheet would take for a formula (it begins with",
            "=, +, - or @): open rows of strangers in a spreadsheet as text.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  trawl rows posts --where kind=gallery",
            "  trawl rows pictures --format csv > pictures.csv"
        })
final class RowsCommand implements Callable<Integer> {
    @Mixin
    private final ListOptions list = new ListOptions();

    @Parameters(paramLabel = "TABLE", description = "The table.")
    private @Nullable String table;

    @Option(
            names = "--where",
            paramLabel = "COLUMN=VALUE",
            description = "Only rows with this value; may be given again.")
    private Map<String, String> where = Map.of();

    private final Surroundings surroundings;

    RowsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Optional<Archive> opened = Archive.open(list.common.data);
        if (opened.isEmpty()) {
            require(known(Optional.empty()));
            return list.printNone(surroundings.console());
        }
        try (Archive archive = opened.get()) {
            TableSpec spec = require(known(opened));
            List<String> columns =
                    spec.columns().stream().map(TableSpec.Column::name).toList();
            requireColumns(spec, columns);
            return list.print(
                    surroundings.console(),
                    columns,
                    (after, limit) -> archive.records().rows(spec, where, after, limit),
                    Cells::object);
        }
    }

    /** Tables that jobs declare, and in the place of each the one that is there already. */
    private Map<String, TableSpec> known(Optional<Archive> archive) {
        Map<String, TableSpec> known = new TreeMap<>();
        archive.ifPresent(there -> there.records().declared().forEach(spec -> known.put(spec.name(), spec)));
        if (!known.containsKey(String.valueOf(table))) {
            surroundings
                    .jobs(list.common)
                    .all()
                    .forEach(job -> job.tables().forEach(spec -> known.putIfAbsent(spec.name(), spec)));
        }
        return known;
    }

    private TableSpec require(Map<String, TableSpec> known) {
        String name = String.valueOf(table);
        TableSpec spec = known.get(name);
        if (spec == null) {
            throw new UsageFault("There is no table " + Visible.quoted(name) + "; tables are "
                    + String.join(", ", known.keySet()) + ClosestWord.hint(name, known.keySet()));
        }
        return spec;
    }

    private void requireColumns(TableSpec spec, List<String> columns) {
        for (String column : where.keySet()) {
            if (!columns.contains(column)) {
                throw new UsageFault("Table " + spec.name() + " has no column " + Visible.quoted(column)
                        + "; columns are " + String.join(", ", columns) + ClosestWord.hint(column, columns));
            }
        }
    }
}
