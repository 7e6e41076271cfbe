package dev.trawl.local.lane;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.AttemptFailed;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Json;
import dev.trawl.core.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What is said between Trawl and a worker about one item. For one thread, once. */
final class Conversation {
    /** The most rows of one attempt. */
    private static final int ROWS_MAX = 100_000;

    /** The most bytes of the lines in which they came, and objects. */
    private static final long KEPT_BYTES_MAX = 16L << 20;

    private final CommandSettings settings;
    private final WorkerProcess process;
    private final Notes notes;
    private final ItemContext context;
    private final AttemptObjects objects;
    private int rows;
    private long keptBytes;

    /** @param shelf where objects go; empty where none are kept */
    Conversation(
            CommandSettings settings,
            WorkerProcess process,
            Notes notes,
            ItemContext context,
            Optional<WorkerObjects> shelf) {
        this.settings = settings;
        this.process = process;
        this.notes = notes;
        this.context = context;
        this.objects = new AttemptObjects(shelf, process.folder(), settings.disk());
    }

    /**
     * Hands an item to the worker and hears what it says until it names an outcome.
     *
     * @return done or dead, as the worker says; or unfinished, where it is not well, and not of this item, or has left before this one
     * @throws Said where the worker wants it tried again
     * @throws AttemptFailed where the worker broke, and is to be ended
     */
    Outcome about(Item item) throws InterruptedException, Said {
        Optional<String> before = process.begin(item.key(), line(item), context.timeout());
        for (boolean spoke = false; ; spoke = true) {
            Optional<byte[]> line = process.take();
            if (line.isEmpty() && before.isPresent() && !spoke && process.leftWell()) {
                notes.line("a worker of " + settings.program()
                        + " ended after an item that it had worked; it is replaced");
                return new Outcome.Unfinished(Duration.ZERO);
            }
            if (line.isEmpty()) {
                throw process.broken();
            }
            WorkerMessage message = read(line.get());
            Optional<String> about = key(message);
            if (about.isPresent() && !about.get().equals(item.key())) {
                if (about.equals(before)) {
                    // It still speaks of the item before, whose outcome stands: this one goes to another worker.
                    notes.line("a worker of " + settings.program()
                            + " spoke of an item that it had ended; it is replaced");
                    return new Outcome.Unfinished(Duration.ZERO);
                }
                throw process.fault("It spoke of an item that it was not given");
            }
            Optional<Outcome> outcome = hear(message, line.get().length);
            if (outcome.isPresent()) {
                process.done();
                store();
                return outcome.get();
            }
        }
    }

    private void store() throws InterruptedException {
        try {
            objects.store(context);
        } catch (IOException | IllegalArgumentException e) {
            throw process.fault("It named an object that cannot be kept: " + e.getMessage());
        }
    }

    private Optional<Outcome> hear(WorkerMessage message, int bytes) throws Said {
        switch (message) {
            case WorkerMessage.Row row -> row(row, bytes);
            case WorkerMessage.Named object -> object(object, bytes);
            case WorkerMessage.Log log -> notes.line(log.text());
            case WorkerMessage.Heartbeat() -> {}
            case WorkerMessage.Done done -> {
                return Optional.of(done.outcome());
            }
            case WorkerMessage.Dead dead -> {
                return Optional.of(new Outcome.Dead(dead.why()));
            }
            case WorkerMessage.Retry retry -> {
                process.done();
                throw new Said(new AttemptFailed(retry.why(), retry.after()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> key(WorkerMessage message) {
        return switch (message) {
            case WorkerMessage.Row row -> Optional.of(row.key());
            case WorkerMessage.Named object -> Optional.of(object.key());
            case WorkerMessage.Done done -> Optional.of(done.key());
            case WorkerMessage.Dead dead -> Optional.of(dead.key());
            case WorkerMessage.Retry retry -> Optional.of(retry.key());
            case WorkerMessage.Log _, WorkerMessage.Heartbeat _ -> Optional.empty();
        };
    }

    private WorkerMessage read(byte[] line) {
        try {
            return WorkerMessage.read(line);
        } catch (WorkerMessage.Nonsense e) {
            throw process.fault("On its standard output was " + e.getMessage());
        }
    }

    private void row(WorkerMessage.Row row, int bytes) {
        rows++;
        if (rows > ROWS_MAX) {
            throw process.fault("It wrote more rows for one item than " + ROWS_MAX);
        }
        keep(bytes);
        String table = row.table()
                .or(settings::table)
                .orElseThrow(() -> process.fault("Its row names no table, and the job has no store"));
        try {
            context.row(table, row.row());
        } catch (IllegalArgumentException e) {
            throw process.fault("It wrote a row that cannot be kept: " + e.getMessage());
        }
    }

    private void object(WorkerMessage.Named object, int bytes) {
        keep(bytes);
        try {
            objects.add(object);
        } catch (IllegalArgumentException e) {
            throw process.fault("It named an object that cannot be kept: " + e.getMessage());
        }
    }

    /** What it says is in memory until it names an outcome. */
    private void keep(int bytes) {
        keptBytes += bytes;
        if (keptBytes > KEPT_BYTES_MAX) {
            throw process.fault("Its rows and objects of one item have more than " + (KEPT_BYTES_MAX >> 20)
                    + " MB, files not counted");
        }
    }

    /** The line that hands an item over. */
    private byte[] line(Item item) {
        ObjectNode head = Json.object()
                .put("type", "item")
                .put("key", item.key())
                .put("attempt", context.attempt())
                .put("run", context.run().text());
        // The value is put in as it came, so that every digit of it is kept; only a line break must not be in it.
        String open = head.toString();
        byte[] value = item.value().utf8();
        ByteArrayOutputStream line = new ByteArrayOutputStream(open.length() + value.length + 16);
        line.writeBytes((open.substring(0, open.length() - 1) + ",\"value\":").getBytes(UTF_8));
        for (byte each : value) {
            // In JSON a line break stands between tokens only, where a blank says the same.
            line.write(each == '\n' || each == '\r' ? ' ' : each);
        }
        line.writeBytes("}\n".getBytes(UTF_8));
        return line.toByteArray();
    }
}
