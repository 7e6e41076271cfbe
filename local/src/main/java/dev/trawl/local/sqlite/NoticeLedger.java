package dev.trawl.local.sqlite;

import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Messages about runs that wait for their delivery. Safe for any number of threads. */
public final class NoticeLedger {
    /** What a message waits for: its instant; and the last one of a run, for all that were written before. */
    private static final String READY = """
            FROM notice WHERE run = (SELECT no FROM run WHERE id = ?1) AND (closing = 0 OR NOT EXISTS (
                SELECT 1 FROM notice AS before WHERE before.run = notice.run AND before.seq < notice.seq))""";

    private final Db db;
    private final Changes writer;
    private final NoticeRows rows;

    NoticeLedger(Db db, Changes writer, NoticeRows rows) {
        this.db = db;
        this.writer = writer;
        this.rows = rows;
    }

    /**
     * A message.
     *
     * @param number never given to another; in the order of writing
     * @param due when it is to be tried again; {@link Instant#EPOCH} where it was not tried yet
     * @param tries that were made
     */
    public record Notice(long number, RunId run, Instant due, int tries, Json body) {}

    /** Messages about a run that are durable and may be tried by now: first those that are tried again. */
    public List<Notice> due(RunId run, Instant now, int limit) {
        return writer.read(() -> {
            List<Notice> due =
                    new ArrayList<>(list(run, " AND due BETWEEN 1 AND ?2 ORDER BY due LIMIT ?3", now, limit));
            due.addAll(list(run, " AND due = 0 AND ?2 >= 0 ORDER BY seq LIMIT ?3", now, limit - due.size()));
            return due;
        });
    }

    private List<Notice> list(RunId run, String which, Instant now, int limit) throws SQLException {
        return db.list(
                "SELECT seq, due, tries, body " + READY + " AND seq <= ?4" + which,
                row -> new Notice(
                        row.getLong(1),
                        run,
                        Instant.ofEpochMilli(row.getLong(2)),
                        row.getInt(3),
                        Json.ofUtf8(row.getBytes(4))),
                run.text(),
                now.toEpochMilli(),
                limit,
                rows.durable());
    }

    /** When the next message about a run may be tried that may not be by now; {@link Instant#MAX} where there is none. */
    public Instant next(RunId run, Instant now) {
        return writer.read(() -> db.first(
                        "SELECT min(due) " + READY + " AND due > ?2 HAVING min(due) IS NOT NULL",
                        row -> Instant.ofEpochMilli(row.getLong(1)),
                        run.text(),
                        now.toEpochMilli())
                .orElse(Instant.MAX));
    }

    /** Runs of which messages wait. */
    public List<RunId> runs() {
        return writer.read(() -> db.list(
                "SELECT id FROM run WHERE EXISTS (SELECT 1 FROM notice WHERE run = no)",
                row -> new RunId(row.getString(1))));
    }

    /** It was delivered. Nobody waits for this to be durable: a crash before it delivers it once more. */
    public void delivered(Notice notice) {
        var _ = writer.soon(() -> db.update("DELETE FROM notice WHERE seq = ?", notice.number()));
    }

    /** It is tried again. */
    public void again(Notice notice, Instant due) {
        var _ = writer.soon(() -> db.update(
                "UPDATE notice SET tries = ?, due = ? WHERE seq = ?",
                notice.tries() + 1,
                due.toEpochMilli(),
                notice.number()));
    }

    /** It is given up, and counted. */
    public void dropped(Notice notice) {
        var _ = writer.soon(() -> {
            db.update(
                    "UPDATE notified SET failed = failed + 1 WHERE run = (SELECT run FROM notice WHERE seq = ?)",
                    notice.number());
            return db.update("DELETE FROM notice WHERE seq = ?", notice.number());
        });
    }

    /** Waits until everything that was said here is durable. */
    public void flush() {
        var _ = writer.now(() -> Boolean.TRUE);
    }
}
