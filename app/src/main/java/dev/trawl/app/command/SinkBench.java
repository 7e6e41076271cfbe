package dev.trawl.app.command;

import dev.trawl.app.jobfile.Providers;
import dev.trawl.bench.Measured;
import dev.trawl.bench.SinkRows;
import dev.trawl.core.SinkProvider;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Rows written to another database: the one that the job {@code offers} would use, or a file of SQLite where none is named. */
final class SinkBench {
    private static final int LARGE_BATCH = 1_000;

    private final Workbench at;

    SinkBench(Workbench at) {
        this.at = at;
    }

    void measure() throws Exception {
        at.in(folder -> {
            measure(folder);
            return folder;
        });
    }

    private void measure(Path folder) throws Exception {
        SinkProvider sinks =
                Objects.requireNonNull(Providers.installed().sinks().get("jdbc"));
        SinkRows.Place place = place(folder);
        try (SinkRows bench = new SinkRows(at.items(), place, sinks)) {
            bench.prepare();
            double batches = bench.bare(SinkRows.WRITERS);
            double large = bench.bare(LARGE_BATCH);
            at.say("%,d rows, %s; bare loop: %,.0f rows/s at %d in a batch, %,.0f at %,d"
                    .formatted(at.items(), kind(place), batches, SinkRows.WRITERS, large, LARGE_BATCH));
            say("%d writers, each of whom waits for its row".formatted(SinkRows.WRITERS), bench.written(), batches);
            say("a run whose items write a row each", bench.run(folder.resolve("data")), batches);
        }
    }

    private void say(String what, Measured measured, double bare) {
        at.say("  %s: %,.0f rows/s (%.2f of the bare loop), %.1f us of CPU a row here"
                .formatted(what, measured.perSecond(), measured.perSecond() / bare, measured.cpuMicros()));
    }

    private static SinkRows.Place place(Path folder) {
        return new SinkRows.Place(
                variable("CATALOGUE_URL").orElse("jdbc:sqlite:" + folder.resolve("rows.db")),
                variable("CATALOGUE_USER").orElse(""),
                variable("CATALOGUE_PASSWORD").orElse(""));
    }

    private static String kind(SinkRows.Place place) {
        return place.url().startsWith("jdbc:sqlite:") ? "SQLite" : "the database of CATALOGUE_URL";
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name));
    }
}
