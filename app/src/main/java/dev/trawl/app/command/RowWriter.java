package dev.trawl.app.command;

import dev.trawl.core.TableSpec;
import dev.trawl.local.Archive;
import dev.trawl.local.Machine;
import dev.trawl.local.RowChange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes rows of a data folder: through the process that holds it, or here where none does. For one thread. */
final class RowWriter implements AutoCloseable {
    private final Surroundings surroundings;
    private final CommonOptions options;
    private @Nullable Machine machine;

    RowWriter(Surroundings surroundings, CommonOptions options) {
        this.surroundings = surroundings;
        this.options = options;
    }

    /** The table of a name, also before anything was written to it. */
    TableSpec table(String name) throws Exception {
        Optional<Archive> opened = Archive.open(options.data);
        try {
            return KnownTables.writable(opened, surroundings.jobs(options)).require(name);
        } catch (IllegalArgumentException e) {
            throw new UsageFault(e.getMessage() + "; nothing was done");
        } finally {
            if (opened.isPresent()) {
                opened.get().close();
            }
        }
    }

    /** Makes a change; how many rows were written or deleted. */
    int make(RowChange change) {
        try {
            if (machine == null) {
                Optional<Integer> made = change.ask(options.data, surroundings.console()::note);
                if (made.isPresent()) {
                    return made.get();
                }
                machine = Machine.open(options.data, surroundings.wiring(options));
            }
            return change.make(machine.tables());
        } catch (IllegalArgumentException e) {
            throw new UsageFault("Table " + change.table().name() + " was not changed: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        if (machine != null) {
            machine.close();
        }
    }
}
