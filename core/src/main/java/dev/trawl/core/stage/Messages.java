package dev.trawl.core.stage;

import static java.time.temporal.ChronoUnit.MILLIS;

import dev.trawl.core.Item;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Notify;
import dev.trawl.core.Row;
import dev.trawl.core.TableSpec;
import dev.trawl.core.WorkingRun;
import dev.trawl.core.port.Effects;
import dev.trawl.core.port.Told;
import dev.trawl.core.port.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is told of a run: {@code {"type", "timestamp", "data"}} for each item that has ended, and for its end. */
final class Messages {
    private Messages() {}

    /** The effects of an outcome that ended an item, with the messages about it where somebody is told. */
    static Effects with(WorkingRun run, Item item, Verdict verdict, Effects effects, Instant now) {
        boolean published = run.job().triggers().publish().outcomes().isPresent();
        if (run.told().isEmpty() && !published) {
            return effects;
        }
        List<Told> told = run.told().stream()
                .map(notify -> about(notify, row(run.job(), notify, effects), state(item, verdict), now))
                .toList();
        Optional<Json> outcome = published ? Optional.of(outcome(run, item, verdict)) : Optional.empty();
        return new Effects(effects.rows(), effects.objects(), effects.emitted(), told, outcome, effects.used());
    }

    private static Json outcome(WorkingRun run, Item item, Verdict verdict) {
        ObjectNode outcome =
                Json.object().put("run", run.id().text()).put("job", run.job().name());
        outcome.setAll(state(item, verdict));
        outcome.set("value", item.value().tree());
        return Json.of(outcome);
    }

    private static Told about(Notify notify, Optional<Row> row, JsonNode state, Instant now) {
        return new Told(
                message(notify.itemType(), now, row.<JsonNode>map(Row::document).orElse(state)), row);
    }

    /** The message about the end of a run. */
    static Optional<Json> end(WorkingRun run, Json summary, Instant now) {
        return run.told().map(notify -> message(notify.runType(), now, summary.tree()));
    }

    private static Json message(String type, Instant now, JsonNode about) {
        ObjectNode message = Json.object()
                .put("type", type)
                .put("timestamp", now.truncatedTo(MILLIS).toString());
        message.set("data", about);
        return Json.of(message);
    }

    /** The row as it is written, with all columns of its table; of several the last. */
    private static Optional<Row> row(Job job, Notify notify, Effects effects) {
        return effects.rows().stream()
                .filter(row -> row.table().equals(notify.table().orElse("")))
                .reduce((_, last) -> last)
                .map(row -> whole(row, job.written()));
    }

    private static Row whole(Row row, List<TableSpec> tables) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        tables.stream()
                .filter(table -> table.name().equals(row.table()))
                .flatMap(table -> table.columns().stream())
                .forEach(column -> columns.put(column.name(), row.columns().get(column.name())));
        return new Row(row.table(), columns);
    }

    /** Of an item that has no row: one whose worker broke, say. */
    private static ObjectNode state(Item item, Verdict verdict) {
        ObjectNode state = Json.object().put("key", item.key());
        switch (verdict) {
            case Verdict.Done done -> {
                state.put("state", "done");
                done.result().ifPresent(result -> state.set("result", result.tree()));
            }
            case Verdict.Dead dead ->
                state.put("state", "dead")
                        .put("reason", dead.why().reason())
                        .put("message", dead.why().message());
            case Verdict.Waiting _ -> throw new IllegalArgumentException("An item that waits has not ended");
        }
        return state;
    }
}
