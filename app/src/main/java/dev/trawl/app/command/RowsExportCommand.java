package dev.trawl.app.command;

import dev.trawl.core.Row;
import dev.trawl.core.Slice;
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

/** Prints all of a table as a file that {@code rows import} takes. */
@Command(
        name = "export",
        header = "Prints all rows of a table, as rows import takes them.",
        footer = {
            "",
            "Examples:",
            "  trawl rows export feeds --format opml > feeds.opml",
            "  trawl rows export subscribers > subscribers.jsonl"
        })
final class RowsExportCommand implements Callable<Integer> {
    private static final int PAGE_ROWS = 1_000;

    /** How a table is exported. */
    enum Form {
        /** An object a line. */
        JSONL,
        /** With a head. */
        CSV,
        /** A list of feeds. */
        OPML
    }

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    final HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "TABLE", description = "The table.")
    private @Nullable String table;

    @Option(
            names = "--format",
            paramLabel = "jsonl|csv|opml",
            description = "How it is written (standard: jsonl); opml for tables with the key url.")
    private Form format = Form.JSONL;

    private final Surroundings surroundings;

    RowsExportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        String name = String.valueOf(table);
        Optional<Archive> opened = Archive.open(common.data);
        if (opened.isEmpty()) {
            printer(KnownTables.declared(surroundings.jobs(common)).require(name))
                    .end();
            return ExitStatus.GOOD;
        }
        try (Archive archive = opened.get()) {
            return print(
                    archive,
                    KnownTables.readable(archive, surroundings.jobs(common), name)
                            .require(name));
        }
    }

    private int print(Archive archive, TableSpec spec) {
        RowPrinter printer = printer(spec);
        Optional<String> after = Optional.empty();
        do {
            Slice<Row> page = archive.records().rows(spec, Map.of(), after, PAGE_ROWS);
            page.items().forEach(row -> printer.row(row.document()));
            after = page.next();
        } while (after.isPresent() && !surroundings.console().out().checkError());
        printer.end();
        return ExitStatus.GOOD;
    }

    private RowPrinter printer(TableSpec spec) {
        Console console = surroundings.console();
        return switch (format) {
            case JSONL -> new JsonLinesPrinter(console);
            case CSV ->
                new CsvPrinter(
                        spec.columns().stream().map(TableSpec.Column::name).toList(), console);
            case OPML -> opml(spec);
        };
    }

    private RowPrinter opml(TableSpec spec) {
        if (!spec.key().equals(List.of("url"))) {
            throw new UsageFault("OPML lists feeds, and the key of table " + spec.name() + " is "
                    + String.join(", ", spec.key()) + "; nothing was printed; take --format csv or jsonl");
        }
        return new OpmlPrinter(surroundings.console());
    }
}
