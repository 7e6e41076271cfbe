package dev.trawl.local.sqlite;

import dev.trawl.core.Json;
import dev.trawl.core.OpenItem;
import dev.trawl.core.Row;
import dev.trawl.core.RunId;
import dev.trawl.core.StoredObject;
import dev.trawl.core.port.Effects;
import dev.trawl.core.port.Settlement;
import dev.trawl.core.port.Told;
import dev.trawl.core.port.Verdict;
import dev.trawl.local.sqlite.Fold.State;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Records outcomes with their effects. */
final class Settling {
    private final Db db;
    private final Books books;
    private final TableRows tables;
    private final NoticeRows notices;
    private final ChangeRows changes;

    Settling(Db db, Books books, TableRows tables, NoticeRows notices, ChangeRows changes) {
        this.db = db;
        this.books = books;
        this.tables = tables;
        this.notices = notices;
        this.changes = changes;
    }

    /** The run, where the settlement was applied; empty where it was overtaken. */
    Optional<RunBook> settle(Settlement settlement) throws SQLException {
        Optional<RunBook> found = books.find(settlement.run());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        RunBook book = found.get();
        HandedOut handedOut = book.handedOut.get(settlement.item());
        if (handedOut == null || !current(book, handedOut, settlement)) {
            return Optional.empty();
        }
        book.handedOut.remove(settlement.item());
        record(book, handedOut, settlement);
        apply(book, settlement.item(), settlement.effects());
        return found;
    }

    /** Keeps a step of an item that is with its worker, and was not given to another since. */
    void keep(RunId run, OpenItem open, String step, Json result) throws SQLException {
        RunBook book = books.require(run);
        long item = open.number();
        HandedOut handedOut = book.handedOut.get(item);
        if (handedOut != null && handedOut.item().version() == open.version()) {
            db.update(
                    "INSERT OR REPLACE INTO kept (run, item, step, result) VALUES (?, ?, ?, ?)",
                    book.no,
                    item,
                    step,
                    result.utf8());
            if (handedOut.item().suspect()) {
                // It got further than before, so it is not what crashed the process where it was then.
                db.update("UPDATE suspect SET crashes = 0 WHERE run = ? AND item = ?", book.no, item);
            }
            book.handedOut.put(handedOut.withKept());
        }
    }

    private static boolean current(RunBook book, HandedOut handedOut, Settlement settlement) {
        return settlement.epoch() == book.epoch()
                && settlement.version() == handedOut.item().version();
    }

    private void record(RunBook book, HandedOut handedOut, Settlement settlement) throws SQLException {
        long item = settlement.item();
        OpenItem open = handedOut.item();
        PageBook page = book.pages.live(handedOut.page());
        State before = page.state(item);
        State after = state(settlement.verdict());
        long record = Fold.record(
                after,
                settlement.attempts(),
                settlement.took(),
                settlement.effects().used().bytes());
        book.pages.set(page, item, record);
        book.outcome(before, after);
        book.took(settlement, settlement.attempts() > open.attempts(), handedOut.since());
        if (before == State.WAITING && after != State.WAITING) {
            db.update("DELETE FROM waiting WHERE run = ? AND item = ?", book.no, item);
        }
        if (handedOut.kept() && after != State.WAITING) {
            db.update("DELETE FROM kept WHERE run = ? AND item = ?", book.no, item);
        }
        if (open.suspect()) {
            db.update("DELETE FROM suspect WHERE run = ? AND item = ?", book.no, item);
        }
        write(book.no, open, settlement);
    }

    private void write(long run, OpenItem open, Settlement settlement) throws SQLException {
        long item = settlement.item();
        String key = open.item().key();
        byte[] value = open.item().value().utf8();
        switch (settlement.verdict()) {
            case Verdict.Done done -> {
                if (done.result().isPresent()) {
                    db.update(
                            "INSERT OR REPLACE INTO result (run, item, document) VALUES (?, ?, ?)",
                            run,
                            item,
                            done.result().get().utf8());
                }
            }
            case Verdict.Dead dead ->
                db.update(
                        "INSERT OR REPLACE INTO dead (run, item, key, reason, message, attempts, value) VALUES (?, ?, ?, ?, ?, ?, ?)",
                        run,
                        item,
                        key,
                        dead.why().reason(),
                        dead.why().message(),
                        settlement.attempts(),
                        value);
            case Verdict.Waiting waiting ->
                db.update(
                        "INSERT OR REPLACE INTO waiting (run, item, due, attempts, key, value, surplus) VALUES (?, ?, ?, ?, ?, ?, ?)",
                        run,
                        item,
                        waiting.until().toEpochMilli(),
                        settlement.attempts(),
                        key,
                        value,
                        waiting.surplus());
        }
    }

    private void apply(RunBook book, long item, Effects effects) throws SQLException {
        for (Row row : effects.rows()) {
            tables.write(book.no, row);
        }
        for (StoredObject object : effects.objects()) {
            db.update(
                    "INSERT OR REPLACE INTO object (key, bytes, sha256, type, run, item) VALUES (?, ?, ?, ?, ?, ?)",
                    object.key(),
                    object.bytes(),
                    object.sha256(),
                    object.type(),
                    book.no,
                    item);
        }
        if (!effects.emitted().isEmpty()) {
            book.emitted.addAll(effects.emitted());
        }
        for (Told told : effects.told()) {
            notices.item(
                    book,
                    told.row().isEmpty()
                            ? told.message()
                            : filled(told.message(), told.row().get()));
        }
        if (effects.outcome().isPresent()) {
            changes.outcome(book.no, book.view().job(), effects.outcome().get());
        }
        book.use(effects.used());
    }

    /** The message with what was filled in as its row was written. */
    private Json filled(Json message, Row row) throws SQLException {
        Map<String, Optional<Boolean>> changes = tables.changed(row);
        if (changes.isEmpty()) {
            return message;
        }
        ObjectNode whole = ((ObjectNode) message.tree()).deepCopy();
        ObjectNode data = (ObjectNode) whole.get("data");
        changes.forEach((column, changed) -> changed.ifPresent(value -> data.put(column, value)));
        return Json.of(whole);
    }

    private static State state(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Done _ -> State.DONE;
            case Verdict.Dead _ -> State.DEAD;
            case Verdict.Waiting _ -> State.WAITING;
        };
    }
}
