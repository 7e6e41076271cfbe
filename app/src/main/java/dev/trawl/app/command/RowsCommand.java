package dev.trawl.app.command;

import dev.trawl.app.Cells;
import dev.trawl.app.Visible;
import dev.trawl.core.ClosestWord;
import dev.trawl.core.TableSpec;
import dev.trawl.local.Archive;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the rows of a table. */
@Command(
        name = "rows",
        header = "Prints the rows of a table, or changes them.",
        synopsisSubcommandLabel = "[import|export|add|delete]",
        description = {
            "",
            "trawl rows TABLE prints; trawl rows import, export, add and delete have a --help of their own.",
            "With csv no value is changed, not even one that a spreadsheet would take for a formula (it begins with",
            "=, +, - or @): open rows of strangers in a spreadsheet as text.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  trawl rows posts --where kind=gallery",
            "  trawl rows pictures --format csv > pictures.csv",
            "  trawl rows import feeds subscriptions.opml"
        })
final class RowsCommand implements Callable<Integer> {
    @Mixin
    private final ListOptions list = new ListOptions();

    @Parameters(arity = "0..1", paramLabel = "TABLE", description = "The table.")
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
            var _ = KnownTables.declared(surroundings.jobs(list.common)).require(name());
            return list.printNone(surroundings.console());
        }
        try (Archive archive = opened.get()) {
            TableSpec spec = KnownTables.readable(archive, surroundings.jobs(list.common), name())
                    .require(name());
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

    private String name() {
        if (table == null) {
            throw new UsageFault("trawl rows needs a table; nothing was printed; trawl rows --help shows how");
        }
        return table;
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
