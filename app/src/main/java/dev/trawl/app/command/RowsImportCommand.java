package dev.trawl.app.command;

import dev.trawl.app.rows.BadRows;
import dev.trawl.app.rows.RowsFile;
import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.core.TableSpec;
import dev.trawl.local.RowChange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes the rows of a file into a table. */
@Command(
        name = "import",
        header = "Writes the rows of a file into a table.",
        description = {
            "",
            "FILE is CSV with a head, JSON lines, or, for a table whose key is url, OPML. Only the columns that it",
            "names are changed; a row of a new key gets standard values for the others, or null. The whole file is",
            "checked before the first row is written. Importing a file again changes nothing more.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  trawl rows import feeds subscriptions.opml",
            "  trawl rows import subscribers subscribers.csv"
        })
final class RowsImportCommand implements Callable<Integer> {
    /** So many rows are one commit, and one question to the process that holds the folder. */
    private static final int BATCH_ROWS = 2_000;

    private static final int BATCH_BYTES = 1 << 20;
    private static final int ROWS_BETWEEN_NOTES = 500_000;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    final HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "TABLE", description = "The table.")
    private @Nullable String table;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file.")
    private @Nullable Path file;

    private final Surroundings surroundings;

    RowsImportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Rows on their way into the table. */
    private final class Batches {
        private final RowWriter writer;
        private final TableSpec spec;
        private final List<Row> rows = new ArrayList<>();
        private int bytes;
        private long written;

        Batches(RowWriter writer, TableSpec spec) {
            this.writer = writer;
            this.spec = spec;
        }

        void add(Row row) {
            rows.add(row);
            bytes += Json.of(row.document()).size();
            if (rows.size() >= BATCH_ROWS || bytes >= BATCH_BYTES) {
                write();
            }
        }

        void write() {
            if (!rows.isEmpty()) {
                long before = written;
                written += writer.make(new RowChange(spec, rows, List.of()));
                rows.clear();
                bytes = 0;
                if (!common.quiet && written / ROWS_BETWEEN_NOTES > before / ROWS_BETWEEN_NOTES) {
                    surroundings.console().note(written + " rows of " + spec.name() + " are written");
                }
            }
        }
    }

    @Override
    public Integer call() throws Exception {
        try (RowWriter writer = new RowWriter(surroundings, common)) {
            TableSpec spec = writer.table(String.valueOf(table));
            RowsFile rows = new RowsFile(Objects.requireNonNull(file), spec);
            // All of it first: what is wrong anywhere leaves the table as it is.
            rows.read(_ -> {});
            Batches batches = new Batches(writer, spec);
            try {
                rows.read(batches::add);
                batches.write();
            } catch (BadRows | EnvironmentFault e) {
                throw unfinished(e, batches.written);
            }
            return tell(spec, batches.written);
        } catch (BadRows e) {
            throw new UsageFault(String.valueOf(e.getMessage()));
        }
    }

    private int tell(TableSpec spec, long written) {
        if (common.json) {
            surroundings
                    .console()
                    .line(Json.object()
                            .put("table", spec.name())
                            .put("rows", written)
                            .toString());
        } else if (!common.quiet) {
            surroundings.console().note(written + " rows are in table " + spec.name() + " as the file has them");
        }
        return ExitStatus.GOOD;
    }

    private EnvironmentFault unfinished(RuntimeException why, long written) {
        return new EnvironmentFault(
                "Importing " + file + " ended after " + written + " rows, which stay: " + why.getMessage()
                        + " Import the file again: rows that are there already are not doubled.",
                why);
    }
}
