package dev.trawl.local.sqlite;

import dev.trawl.core.Counts;
import dev.trawl.core.Failure;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.cost.Budget;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import dev.trawl.local.sqlite.Fold.State;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Does what somebody asks of a run. What ends attempts raises the epoch, so that nothing late of them counts. */
final class Turning {
    private static final String DEAD = "SELECT item FROM dead WHERE run = ?1";

    private static final String CLOSES = "it is about to be closed";

    private final Db db;
    private final Books books;
    private final NoticeRows notices;
    private final TableRows tables;
    private final Predicate<String> listened;

    /** @param listened whether somebody listens for the ends of a job's runs */
    Turning(Db db, Books books, NoticeRows notices, TableRows tables, Predicate<String> listened) {
        this.db = db;
        this.books = books;
        this.notices = notices;
        this.tables = tables;
        this.listened = listened;
    }

    Turned turn(RunId run, Turn turn) throws SQLException {
        Optional<RunBook> found = books.find(run);
        if (found.isEmpty()) {
            return new Turned.Unknown();
        }
        RunBook book = found.get();
        return switch (turn) {
            case Turn.Redrive redrive -> redrive(book, redrive);
            case Turn.Close close -> close(book, close);
            case Turn.Pause _,
                    Turn.Resume _,
                    Turn.Cancel _,
                    Turn.Concurrency _,
                    Turn.Fail _,
                    Turn.Stop _,
                    Turn.FailListing _,
                    Turn.Used _
            when book.view().phase().closed() ->
                new Turned.Refused(
                        book.view(), "it is over: " + book.view().state().word());
            // It would not be closed before somebody resumes it.
            case Turn.Pause _, Turn.Stop _
            when book.view().phase() == RunState.CLOSING -> new Turned.Refused(book.view(), CLOSES);
            case Turn.Pause _ ->
                set(book, !book.view().paused(), RunEdit.of(book.view()).paused(true));
            case Turn.Resume _ -> set(book, book.view().paused(), resumed(book.view()));
            case Turn.Stop stop
            when stop.granted() != book.view().metered().grantedNanos() ->
                new Turned.Refused(book.view(), "it was resumed since");
            case Turn.Stop stop ->
                set(
                        book,
                        !book.view().paused(),
                        RunEdit.of(book.view())
                                .paused(true)
                                .failure(book.view().failure().or(() -> Optional.of(stop.why()))));
            case Turn.Cancel _ -> end(book, Optional.empty());
            case Turn.Fail fail
            when !fail.tolerance().exceeded(book.counts(), book.view().listing().ended()) ->
                new Turned.Refused(book.view(), "no more items of it are dead than it tolerates");
            case Turn.Fail fail -> end(book, Optional.of(fail.why()));
            // While a run is closed nothing is added to it: its summary is being counted.
            case Turn.FailListing _, Turn.Used _
            when book.view().phase() == RunState.CLOSING -> new Turned.Applied(book.view(), false);
            case Turn.FailListing fail -> failListing(book, fail);
            case Turn.Used used -> {
                book.use(used.used());
                yield new Turned.Applied(book.view(), true);
            }
            case Turn.Concurrency limit ->
                set(book, true, RunEdit.of(book.view()).concurrency(limit.items()));
        };
    }

    /** Whoever resumes a run allows it what its budget is once more. */
    private static RunEdit resumed(RunView view) {
        return RunEdit.of(view)
                .paused(false)
                .failure(unlessSpent(view))
                .metered(view.metered().granted());
    }

    /** That a run was stopped for its budget is no reason to fail. */
    private static Optional<Failure> unlessSpent(RunView view) {
        return view.failure().filter(why -> !why.reason().equals(Budget.SPENT));
    }

    private static Turned set(RunBook book, boolean changes, RunEdit change) {
        if (changes) {
            book.set(change);
        }
        return new Turned.Applied(book.view(), changes);
    }

    private static Turned end(RunBook book, Optional<Failure> why) {
        boolean changes = book.view().phase() != RunState.CLOSING;
        if (changes) {
            book.handedOut.clear();
        }
        RunEdit change = RunEdit.of(book.view())
                .phase(RunState.CLOSING)
                .paused(false)
                .failure(why.or(() -> unlessSpent(book.view())));
        return set(book, changes, change.nextEpoch());
    }

    private static Turned failListing(RunBook book, Turn.FailListing fail) {
        boolean changes = !book.view().listing().ended();
        book.use(fail.used());
        if (changes) {
            RunView.ListingState at = book.view().listing();
            book.list(new RunView.ListingState(at.page(), at.token(), true), Optional.of(fail.why()));
        }
        return new Turned.Applied(book.view(), changes);
    }

    private Turned close(RunBook book, Turn.Close close) throws SQLException {
        RunView view = book.view();
        if (view.phase().closed() || view.generation() != close.generation()) {
            return new Turned.Applied(view, false);
        }
        if (view.epoch() != close.epoch()) {
            return new Turned.Refused(view, "something was asked of it since it was counted");
        }
        if (!view.due()) {
            return new Turned.Refused(view, "it has open items");
        }
        Counts counts = view.counts();
        long cancelled = counts.listed() - counts.done() - counts.dead();
        book.pages.fold();
        book.handedOut.clear();
        db.update(
                "INSERT OR REPLACE INTO summary (run, document) VALUES (?, ?)",
                book.no,
                close.summary().utf8());
        for (String rest : List.of("payload", "waiting", "kept", "suspect")) {
            db.update("DELETE FROM " + rest + " WHERE run = ?", book.no);
        }
        db.update(
                "UPDATE run SET expires = keep + ? WHERE no = ?",
                close.finished().toEpochMilli(),
                book.no);
        if (listened.test(view.job())) {
            db.update(
                    "INSERT INTO outbox (run, generation) VALUES (?, ?)",
                    view.id().text(),
                    view.generation());
        }
        if (close.row().isPresent()) {
            tables.write(book.no, close.row().get());
        }
        if (close.told().isPresent()) {
            notices.end(book, close.told().get());
        }
        book.set(RunEdit.of(view)
                .phase(close.end())
                .paused(false)
                .nextEpoch()
                .counts(new Counts(counts.listed(), counts.done(), counts.dead(), cancelled, 0))
                .summary(close.summary()));
        return new Turned.Applied(book.view(), true);
    }

    private Turned redrive(RunBook found, Turn.Redrive redrive) throws SQLException {
        if (found.view().phase() == RunState.CLOSING) {
            return new Turned.Refused(found.view(), CLOSES);
        }
        List<Long> items = matching(found, redrive);
        if (items.isEmpty()) {
            return new Turned.Refused(found.view(), "no dead item of it matches");
        }
        RunBook book = books.reopen(found);
        boolean again = book.view().phase().closed();
        Counts counts = book.view().counts();
        RunEdit change = RunEdit.of(book.view())
                .counts(new Counts(
                        counts.listed(),
                        counts.done(),
                        counts.dead() - items.size(),
                        counts.cancelled(),
                        counts.waiting() + items.size()));
        if (again) {
            db.update("DELETE FROM summary WHERE run = ?", book.no);
            db.update("UPDATE run SET expires = NULL WHERE no = ?", book.no);
            change.phase(RunState.WORKING).nextGeneration().nextEpoch();
            // A listing that failed has still failed; too many dead items may be fewer now.
            change.failure(book.view().failure().filter(why -> !why.reason().equals("too-many-dead")));
            change.listing(new RunView.ListingState(
                    book.view().listing().page(), book.view().listing().token(), true));
        } else if (book.view().due()) {
            // It may be counted just now; nothing of it is in flight, so nothing is voided but that.
            change.nextEpoch();
        }
        for (long item : items) {
            revive(book, item, redrive.now());
        }
        book.set(change);
        return new Turned.Applied(book.view(), true);
    }

    private List<Long> matching(RunBook book, Turn.Redrive redrive) throws SQLException {
        if (!redrive.keys().isEmpty()) {
            List<Long> items = new ArrayList<>();
            for (String key : redrive.keys()) {
                items.addAll(db.list(DEAD + " AND key = ?2 ORDER BY item", row -> row.getLong(1), book.no, key));
            }
            return items;
        }
        return db.list(
                DEAD + " AND (?2 IS NULL OR reason = ?2) ORDER BY item",
                row -> row.getLong(1),
                book.no,
                redrive.reason());
    }

    private void revive(RunBook book, long item, Instant now) throws SQLException {
        db.update("""
                INSERT OR REPLACE INTO waiting (run, item, due, attempts, key, value)
                SELECT run, item, ?3, 0, key, value FROM dead WHERE run = ?1 AND item = ?2""", book.no, item, now.toEpochMilli());
        db.update("DELETE FROM dead WHERE run = ? AND item = ?", book.no, item);
        book.pages.set(item, Fold.record(State.WAITING, 0, Duration.ZERO, 0));
    }
}
