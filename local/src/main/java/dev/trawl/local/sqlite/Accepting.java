package dev.trawl.local.sqlite;

import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.TableSpec;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.NewRun;
import java.sql.SQLException;
import java.util.Optional;

/** Takes runs on: one cause, one run. */
final class Accepting {
    private final Db db;
    private final Books books;
    private final TableRows tables;

    Accepting(Db db, Books books, TableRows tables) {
        this.db = db;
        this.books = books;
        this.tables = tables;
    }

    Accepted accept(NewRun run) throws SQLException {
        Optional<Accepted> before = before(run);
        if (before.isPresent()) {
            return before.get();
        }
        for (TableSpec table : run.job().tables()) {
            tables.check(table);
        }
        return new Accepted.Taken(insert(run), true);
    }

    /** What became of its cause before. */
    Optional<Accepted> before(NewRun run) throws SQLException {
        return byCause(run)
                .map(RunRows.Numbered::view)
                .map(view -> view.input().equals(run.input())
                        ? new Accepted.Taken(view, false)
                        : new Accepted.Conflict(view.id()));
    }

    private Optional<RunRows.Numbered> byCause(NewRun run) throws SQLException {
        if (run.cause().isEmpty()) {
            return Optional.empty();
        }
        long no = db.number(
                "SELECT run FROM cause WHERE job = ? AND cause = ?", run.job().name(), run.cause());
        return RunRows.find(db, no);
    }

    private RunView insert(NewRun run) throws SQLException {
        Job job = run.job();
        for (TableSpec table : job.tables()) {
            tables.declare(table);
        }
        db.update(
                """
                INSERT INTO run (no, id, job, phase, paused, epoch, generation, page, ended, listed, done, dead, cancelled,
                    waiting, requests, retries, bytes, started, keep)
                SELECT max(removed, (SELECT coalesce(max(no), 0) FROM run)) + 1,
                    ?, ?, ?, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ?, ? FROM ledger""",
                run.id().text(),
                job.name(),
                RunState.LISTING.word(),
                run.started().toEpochMilli(),
                job.rules().keep().toMillis());
        long no = db.inserted();
        String names =
                Json.tree(job.tables().stream().map(TableSpec::name).toList()).toString();
        db.update(
                "INSERT INTO pinned (run, definition, input, tables) VALUES (?, ?, ?, ?)",
                no,
                job.definition().utf8(),
                run.input().utf8(),
                names);
        if (run.cause().isPresent()) {
            db.update("INSERT INTO cause (job, cause, run) VALUES (?, ?, ?)", job.name(), run.cause(), no);
        }
        return books.load(RunRows.find(db, no).orElseThrow()).view();
    }
}
