package dev.trawl.app.command;

import dev.trawl.app.Visible;
import dev.trawl.core.ClosestWord;
import dev.trawl.core.Row;
import dev.trawl.core.TableSpec;
import dev.trawl.local.RowChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes one row into a table. */
@Command(
        name = "add",
        header = "Writes one row into a table.",
        description = {
            "",
            "Only the columns that are named are changed, where a row of that key is there. An empty value is null.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  trawl rows add feeds url=https://example.org/feed",
            "  trawl rows add subscribers id=1 feed=https://example.org/feed url=https://example.com/hook"
        })
final class RowsAddCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    final HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "TABLE", description = "The table.")
    private @Nullable String table;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "column=value", description = "Its values.")
    private List<String> values = List.of();

    private final Surroundings surroundings;

    RowsAddCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        try (RowWriter writer = new RowWriter(surroundings, common)) {
            TableSpec spec = writer.table(String.valueOf(table));
            writer.make(new RowChange(spec, List.of(row(spec)), List.of()));
            return ExitStatus.GOOD;
        }
    }

    private Row row(TableSpec spec) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<String, @Nullable Object>();
        for (String value : values) {
            int equals = value.indexOf('=');
            if (equals < 0) {
                throw new UsageFault("A value is column=value; nothing was written; got: " + Visible.text(value));
            }
            TableSpec.Column column = column(spec, value.substring(0, equals));
            columns.put(column.name(), read(column, value.substring(equals + 1)));
        }
        spec.key().stream().filter(key -> columns.get(key) == null).findFirst().ifPresent(key -> {
            throw new UsageFault("Column " + key + " is a key of table " + spec.name() + "; nothing was written; add "
                    + key + "=...");
        });
        return new Row(spec.name(), columns).onlyThese();
    }

    private static TableSpec.Column column(TableSpec spec, String name) {
        List<String> names = spec.columns().stream().map(TableSpec.Column::name).toList();
        return spec.column(name)
                .orElseThrow(() -> new UsageFault("Table " + spec.name() + " has no column " + Visible.quoted(name)
                        + "; nothing was written; columns are " + String.join(", ", names)
                        + ClosestWord.hint(name, names)));
    }

    private static @Nullable Object read(TableSpec.Column column, String text) {
        try {
            return text.isEmpty() ? null : column.type().read(text);
        } catch (IllegalArgumentException e) {
            throw new UsageFault("Column " + column.name() + " " + Visible.text(String.valueOf(e.getMessage()))
                    + "; nothing was written");
        }
    }
}
