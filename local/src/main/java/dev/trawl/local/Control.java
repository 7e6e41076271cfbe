package dev.trawl.local;

import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.port.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one process asks another to do with a run, as it goes over the control socket.
 *
 * @param turn one of those that people ask for: pause, resume, cancel, concurrency, redrive
 */
record Control(RunId run, Turn turn) {

    JsonNode asked() {
        ObjectNode question = Json.object().put("run", run.text());
        switch (turn) {
            case Turn.Pause _ -> question.put("ask", "pause");
            case Turn.Resume _ -> question.put("ask", "resume");
            case Turn.Cancel _ -> question.put("ask", "cancel");
            case Turn.Concurrency limit -> question.put("ask", "concurrency").put("items", limit.items());
            case Turn.Redrive redrive -> {
                question.put("ask", "redrive");
                redrive.reason().ifPresent(reason -> question.put("reason", reason));
                ArrayNode keys = question.putArray("keys");
                redrive.keys().forEach(keys::add);
            }
            case Turn.Close _, Turn.Fail _, Turn.Stop _, Turn.FailListing _, Turn.Used _ ->
                throw new IllegalArgumentException("Nobody asks for this from outside: " + turn);
        }
        return question;
    }

    /** Reads {@link #asked}; what makes no sense is an IllegalArgumentException. */
    static Control of(JsonNode question, Instant now) {
        RunId run = new RunId(question.path("run").asString(""));
        String ask = question.path("ask").asString("");
        Turn turn = switch (ask) {
            case "pause" -> new Turn.Pause();
            case "resume" -> new Turn.Resume();
            case "cancel" -> new Turn.Cancel();
            case "concurrency" -> new Turn.Concurrency(question.path("items").asInt(0));
            case "redrive" -> new Turn.Redrive(reason(question), keys(question), now);
            default -> throw new IllegalArgumentException("Nobody knows how to " + ask + " a run");
        };
        return new Control(run, turn);
    }

    private static Optional<String> reason(JsonNode question) {
        return question.has("reason") ? Optional.of(question.get("reason").asString()) : Optional.empty();
    }

    private static List<String> keys(JsonNode question) {
        List<String> keys = new ArrayList<>();
        question.path("keys").forEach(key -> keys.add(key.asString()));
        return keys;
    }
}
