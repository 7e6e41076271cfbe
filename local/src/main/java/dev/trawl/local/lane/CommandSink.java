package dev.trawl.local.lane;

import dev.trawl.core.AttemptFailed;
import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Json;
import dev.trawl.core.Measure;
import dev.trawl.core.Outcome;
import dev.trawl.core.Retry;
import dev.trawl.core.Row;
import dev.trawl.core.RunId;
import dev.trawl.core.StoredObject;
import dev.trawl.core.Worker;
import dev.trawl.core.port.RowRefused;
import dev.trawl.core.port.Sink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells a program of rows, as a worker is told of items, by the same lines: the key is the run's name, the value the row. What it
 * says done to is written; it may be told again of a row after a crash. Three attempts that fail, or one that says dead, or that
 * wants to be tried again after more than an hour, refuse the row. What the machine had no room for is no attempt.
 */
final class CommandSink implements Sink {
    private static final int ATTEMPTS_MAX = 3;

    private final Worker worker;
    private final Duration timeout;
    private final InstantSource clock;
    private final Rest rest;

    CommandSink(Worker worker, Duration timeout, InstantSource clock, Rest rest) {
        this.worker = worker;
        this.timeout = timeout;
        this.clock = clock;
        this.rest = rest;
    }

    /** How the thread waits that closes a run. */
    @FunctionalInterface
    interface Rest {
        /** Returns after the time has passed. */
        void rest(Duration time) throws InterruptedException;
    }

    @Override
    public void check() {}

    @Override
    public void write(List<Row> rows) throws InterruptedException, RowRefused {
        for (Row row : rows) {
            write(row);
        }
    }

    private void write(Row row) throws InterruptedException, RowRefused {
        RunId run = new RunId(String.valueOf(row.columns().get("run")));
        Item item = new Item(run.text(), Json.of(row.document()));
        int attempt = 1;
        while (true) {
            Telling telling = new Telling(run, attempt, timeout, clock.instant().plus(timeout));
            switch (said(item, telling)) {
                case Outcome.Done _ -> {
                    return;
                }
                case Outcome.Dead dead -> throw refused(run, "it said dead, " + dead.why());
                case Outcome.Retry retry
                when telling.lastAttempt() || retry.after().compareTo(Retry.WAIT_MAX) > 0 ->
                    throw refused(run, retry.why().toString());
                case Outcome.Retry retry -> {
                    attempt++;
                    rest.rest(retry.after());
                }
                case Outcome.Unfinished later -> rest.rest(later.after());
            }
        }
    }

    private static RowRefused refused(RunId run, String why) {
        return new RowRefused(
                "Telling the closing command of run " + run + " failed: " + why
                        + "; mend it, and close the run again by redriving one of its dead items, or start another",
                new IllegalStateException(why));
    }

    private Outcome said(Item item, Telling context) throws InterruptedException {
        try {
            return worker.work(item, context);
        } catch (AttemptFailed e) {
            return e.outcome();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return new Outcome.Retry(new Failure("worker-crash", e.toString()), Duration.ZERO);
        }
    }

    @Override
    public OptionalLong rows(RunId run) {
        return OptionalLong.empty();
    }

    @Override
    public void close() {
        worker.close();
    }

    /** What the program may do about a row: say what came of it, and nothing else. */
    private record Telling(RunId run, int attempt, Duration timeout, Instant deadline) implements ItemContext {
        private static IllegalArgumentException none() {
            return new IllegalArgumentException("a closing command keeps nothing");
        }

        @Override
        public boolean lastAttempt() {
            return attempt == ATTEMPTS_MAX;
        }

        @Override
        public int perHost() {
            return 1;
        }

        @Override
        public void row(Row row) {
            throw none();
        }

        @Override
        public void row(String table, ObjectNode columns) {
            throw none();
        }

        @Override
        public void object(StoredObject object) {
            throw none();
        }

        @Override
        public void emit(Item item) {
            throw none();
        }

        @Override
        public boolean listed(String key) {
            return false;
        }

        @Override
        public Json once(String name, Step step) {
            throw none();
        }

        @Override
        public void count(Measure measure, long amount) {}
    }
}
