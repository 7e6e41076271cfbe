package dev.trawl.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Counts;
import dev.trawl.core.RunView;
import dev.trawl.core.StoredObject;
import dev.trawl.local.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Looks whether a folder that nobody holds is in order, whatever happened to it. It reads a copy of the ledger:
 * reading would mend the log, which is for the next process to do.
 */
final class Audit {
    private static final int MANY = 10_000;

    private Audit() {}

    /** The run as the ledger has it; empty where none was accepted. */
    static Optional<RunView> of(Path data) throws Exception {
        Path copy = Files.createTempDirectory(data.toAbsolutePath().getParent(), "copy");
        for (String file : List.of("trawl.db", "trawl.db-wal")) {
            if (Files.exists(data.resolve(file))) {
                Files.copy(data.resolve(file), copy.resolve(file));
            }
        }
        if (!Files.exists(copy.resolve("trawl.db"))) {
            return Optional.empty();
        }
        integrity(copy.resolve("trawl.db"));
        Optional<Archive> archive = Archive.open(copy);
        return archive.isEmpty() ? Optional.empty() : run(archive.get(), data);
    }

    private static Optional<RunView> run(Archive found, Path data) throws Exception {
        try (Archive archive = found) {
            for (StoredObject object :
                    archive.records().objects("", Optional.empty(), MANY).items()) {
                whole(data, object);
            }
            List<RunView> runs = archive.records().runs(Optional.empty(), MANY).items();
            assertThat(runs).hasSizeLessThan(2);
            runs.forEach(run -> conserved(archive, run));
            return runs.stream().findFirst();
        }
    }

    private static void integrity(Path db) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + db);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("PRAGMA integrity_check")) {
            assertThat(answer.next()).isTrue();
            assertThat(answer.getString(1)).isEqualTo("ok");
        }
    }

    /** Counters say what rows say, and a row of a table is there for exactly the items that ended. */
    private static void conserved(Archive archive, RunView run) {
        Counts counts = run.counts();
        assertThat(archive.records().recount(run.id()).counts()).isEqualTo(counts);
        assertThat(Harvest.rows(archive)).hasSize((int) (counts.done() + counts.dead()));
    }

    private static void whole(Path data, StoredObject object) throws Exception {
        byte[] bytes = read(data.resolve("objects").resolve(object.key()));
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        assertThat(sha256).as("The content of %s", object.key()).isEqualTo(object.sha256());
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError("An object that the ledger names is not there: " + file, e);
        }
    }
}
