package dev.trawl.local;

import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import dev.trawl.local.sqlite.TableLedger;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Does what other processes ask the one that holds the folder for. For any number of threads. */
final class Answers {
    private final InstantSource clock;
    private final BiFunction<RunId, Turn, Turned> turns;
    private final Function<RunId, JsonNode> documents;
    private final TableLedger tables;

    /**
     * @param turns does something to a run
     * @param documents tells how a run is
     */
    Answers(
            InstantSource clock,
            BiFunction<RunId, Turn, Turned> turns,
            Function<RunId, JsonNode> documents,
            TableLedger tables) {
        this.clock = clock;
        this.turns = turns;
        this.documents = documents;
        this.tables = tables;
    }

    JsonNode answer(JsonNode question) {
        try {
            return question.has(RowChange.TABLE)
                    ? Json.object().put("rows", RowChange.of(question).make(tables))
                    : turn(Control.of(question, clock.instant()));
        } catch (IllegalArgumentException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private JsonNode turn(Control control) {
        return switch (turns.apply(control.run(), control.turn())) {
            case Turned.Applied applied ->
                Json.object().set("run", documents.apply(applied.run().id()));
            case Turned.Refused refused -> refused(refused.why());
            case Turned.Unknown() -> refused("there is no run " + control.run());
        };
    }

    private static JsonNode refused(String why) {
        return Json.object().put("refused", why);
    }
}
