package dev.trawl.local.lane;

import dev.trawl.core.AttemptFailed;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Json;
import dev.trawl.core.Measure;
import dev.trawl.core.Outcome;
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
 * says done to is written; it may be told again of a row after a crash. Three attempts that fail, or one that says dead, refuse the
 * row.
 */
final class CommandSink implements Sink {
    private static final int ATTEMPTS_MAX = 3;

    private final Worker worker;
    private final Duration timeout;
    private final InstantSource clock;

    CommandSink(Worker worker, Duration timeout, InstantSource clock) {
        this.worker = worker;
        this.timeout = timeout;
        this.clock = clock;
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
        for (int attempt = 1; ; attempt++) {
            String why = said(
                    item, new Telling(run, attempt, timeout, clock.instant().plus(timeout)));
            if (why.isEmpty()) {
                return;
            }
            if (attempt == ATTEMPTS_MAX || why.startsWith(Telling.DEAD)) {
                throw new RowRefused(
                        "Telling the closing command of run " + run + " failed: " + why
                                + "; mend it, and close the run again by redriving one of its dead items, or start another",
                        new IllegalStateException(why));
            }
        }
    }

    /** Why it is not done; empty where it is. */
    private String said(Item item, Telling context) throws InterruptedException {
        try {
            return switch (worker.work(item, context)) {
                case Outcome.Done _ -> "";
                case Outcome.Dead dead -> Telling.DEAD + dead.why();
                case Outcome.Retry retry -> retry.why().toString();
                case Outcome.Unfinished _ -> "there was no memory for it";
            };
        } catch (AttemptFailed e) {
            return e.outcome().why().toString();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return e.toString();
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
        static final String DEAD = "it said dead, ";

        private static IllegalArgumentException none() {
            return new IllegalArgumentException("a closing command writes no rows");
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
