package dev.trawl.app.command;

import dev.trawl.core.TableSpec;
import dev.trawl.local.RowChange;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes one row of a table. */
@Command(
        name = "delete",
        header = "Deletes the row of a key.",
        description = {"", "A key of several columns is several words, in the order of the columns.", ""},
        footer = {"", "Example:", "  trawl rows delete feeds https://example.org/feed"})
final class RowsDeleteCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    final HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "TABLE", description = "The table.")
    private @Nullable String table;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "KEY", description = "The key of the row.")
    private List<String> key = List.of();

    private final Surroundings surroundings;

    RowsDeleteCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        try (RowWriter writer = new RowWriter(surroundings, common)) {
            TableSpec spec = writer.table(String.valueOf(table));
            if (key.size() != spec.key().size()) {
                throw new UsageFault("The key of table " + spec.name() + " is " + String.join(", ", spec.key())
                        + "; nothing was deleted; got " + key.size() + " values");
            }
            if (writer.make(new RowChange(spec, List.of(), List.of(key))) == 0) {
                throw new UsageFault(
                        "Table " + spec.name() + " has no row of this key; nothing was deleted; trawl rows "
                                + spec.name() + " lists its rows");
            }
            return ExitStatus.GOOD;
        }
    }
}
