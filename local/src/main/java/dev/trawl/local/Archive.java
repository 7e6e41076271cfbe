package dev.trawl.local;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.cost.Prices;
import dev.trawl.core.port.Turn;
import dev.trawl.core.stage.Summary;
import dev.trawl.local.sqlite.SqliteRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Reads a data folder, also while another process holds it, and asks that process for changes. */
public final class Archive implements AutoCloseable {
    private final SqliteRecords records;

    private Archive(SqliteRecords records) {
        this.records = records;
    }

    /**
     * Opens a data folder for reading; empty where there is none yet.
     *
     * @throws EnvironmentFault where it is there and can't be read, or is no folder
     */
    public static Optional<Archive> open(Path data) {
        if (Files.exists(data) && !Files.isDirectory(data)) {
            throw new EnvironmentFault("Reading the data folder " + data + " failed: it is no folder. Nothing is stored"
                    + " under it. Name the right one with --data.");
        }
        Path ledger = new DataPaths(data).ledger();
        if (!Files.exists(ledger)) {
            return Optional.empty();
        }
        try {
            return SqliteRecords.openWritten(ledger).map(Archive::new);
        } catch (SQLException e) {
            throw LedgerFaults.opening(data, e);
        }
    }

    /** What the ledger holds. */
    public SqliteRecords records() {
        return records;
    }

    /**
     * The document of a run: its summary where it is over.
     *
     * @throws IllegalArgumentException where there is no such run
     */
    public Json document(RunId run, InstantSource clock, Prices prices) {
        RunView view = records.run(run).orElseThrow(() -> new IllegalArgumentException("There is no run " + run));
        return Summary.document(view, records, clock.instant(), prices);
    }

    /** What the process that holds a data folder answered. */
    public sealed interface Answer {
        /** It is done; the run's document as it is now. */
        record Granted(JsonNode run) implements Answer {}

        /** It makes no sense. */
        record Refused(String why) implements Answer {}
    }

    /**
     * Asks the process that holds a data folder to do something with a run; empty where none holds it.
     *
     * @param notice told once, on another thread, where the answer takes longer than some seconds
     * @throws EnvironmentFault where no answer comes: then it may have been done or not
     */
    public static Optional<Answer> ask(Path data, RunId run, Turn turn, Consumer<String> notice) {
        return ControlClient.ask(data, new Control(run, turn).asked(), notice)
                .map(answer -> answer.has("run")
                        ? new Answer.Granted(answer.get("run"))
                        : new Answer.Refused(answer.path("refused")
                                .asString(answer.path("error").asString("it did not say why"))));
    }

    @Override
    public void close() throws SQLException {
        records.close();
    }
}
