package dev.trawl.core.stage;

import dev.trawl.core.Row;
import dev.trawl.core.TableSpec;
import dev.trawl.core.WorkingRun;
import dev.trawl.core.port.Effects;
import dev.trawl.core.port.RowRefused;
import dev.trawl.core.port.Sink;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Writes the rows of an outcome that belong to a table elsewhere, before the outcome is recorded. */
final class Elsewhere {
    private Elsewhere() {}

    /** Whether there may be any. */
    static boolean concerns(WorkingRun run, Effects effects) {
        return !effects.rows().isEmpty()
                && run.job().parts().elsewhere().table().isPresent();
    }

    /**
     * Writes them.
     *
     * @return the effects without them, for the ledger
     */
    static Effects write(WorkingRun run, Effects effects) throws InterruptedException, RowRefused {
        Optional<Sink> sink = run.sinks().rows();
        Optional<TableSpec> table = run.job().parts().elsewhere().table();
        if (sink.isEmpty() || table.isEmpty() || effects.rows().isEmpty()) {
            return effects;
        }
        Predicate<Row> elsewhere = row -> row.table().equals(table.get().name());
        List<Row> rows = effects.rows().stream().filter(elsewhere).toList();
        if (!rows.isEmpty()) {
            sink.get().write(rows);
        }
        return new Effects(
                effects.rows().stream().filter(elsewhere.negate()).toList(),
                effects.objects(),
                effects.emitted(),
                effects.told(),
                effects.outcome(),
                effects.used());
    }
}
