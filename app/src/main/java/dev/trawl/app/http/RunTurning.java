package dev.trawl.app.http;

import dev.trawl.app.Visible;
import dev.trawl.core.Input;
import dev.trawl.core.Job;
import dev.trawl.core.JobCatalog;
import dev.trawl.core.Json;
import dev.trawl.core.Limits;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import dev.trawl.core.stage.CommonInputs;
import dev.trawl.local.Machine;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What may be asked of a run: cancel, pause, resume, redrive, other limits. */
final class RunTurning {
    private static final String CONCURRENCY = "concurrency";

    private final Machine machine;
    private final JobCatalog catalog;
    private final InstantSource clock;

    RunTurning(Machine machine, JobCatalog catalog, InstantSource clock) {
        this.machine = machine;
        this.catalog = catalog;
        this.clock = clock;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/api/runs/{id}/cancel", request -> plain(request, new Turn.Cancel())),
                Endpoint.post("/api/runs/{id}/pause", request -> plain(request, new Turn.Pause())),
                Endpoint.post("/api/runs/{id}/resume", request -> plain(request, new Turn.Resume())),
                Endpoint.post("/api/runs/{id}/redrive", this::redrive),
                Endpoint.of("PATCH", "/api/runs/{id}/limits", this::limits));
    }

    private Answer plain(Request request, Turn turn) throws IOException {
        only(request.object(), Set.of());
        return document(turn(request.run(), turn));
    }

    private Answer redrive(Request request) throws IOException {
        ObjectNode asked = only(request.object(), Set.of("reason", "keys"));
        if (asked.size() > 1) {
            throw Refusal.senseless("Items are redriven by reason or by keys, not both; leave out one of them");
        }
        return document(turn(request.run(), new Turn.Redrive(reason(asked), keys(asked), clock.instant())));
    }

    private static Optional<String> reason(ObjectNode asked) {
        JsonNode reason = asked.path("reason");
        if (!reason.isMissingNode() && !reason.isString()) {
            throw Refusal.senseless("reason is text such as \"http-404\", got: " + Visible.quoted(reason.toString()));
        }
        return reason.stringValueOpt();
    }

    /** None means all of them, so a list without any is none that somebody meant. */
    private static List<String> keys(ObjectNode asked) {
        JsonNode keys = asked.path("keys");
        if (keys.isMissingNode()) {
            return List.of();
        }
        if (!keys.isArray() || keys.isEmpty() || !keys.valueStream().allMatch(JsonNode::isString)) {
            throw Refusal.senseless(
                    "keys is a list of one or more keys of items, got: " + Visible.quoted(keys.toString()));
        }
        return keys.valueStream().map(JsonNode::stringValue).toList();
    }

    private Answer limits(Request request) throws IOException {
        JsonNode items = only(request.object(), Set.of(CONCURRENCY)).path(CONCURRENCY);
        // In JSON 5.0 is a whole number, too.
        boolean sense = items.isNumber()
                && items.canConvertToExactIntegral()
                && items.canConvertToInt()
                && items.intValue() >= 1
                && items.intValue() <= Limits.CONCURRENCY_MAX;
        if (!sense) {
            throw Refusal.senseless("The body is {\"concurrency\": N} with N from 1 to " + Limits.CONCURRENCY_MAX
                    + "; nothing was changed");
        }
        return Answer.json(200, inForce(turn(request.run(), new Turn.Concurrency(items.intValue()))));
    }

    private JsonNode inForce(RunView run) {
        Job job = catalog.pinned(run.job(), run.definition());
        Limits limits = CommonInputs.apply(job.rules(), new Input(run.input())).limits();
        return Json.object()
                .put(CONCURRENCY, run.concurrency().orElse(limits.concurrency()))
                .put("per_host", limits.perHost())
                .put("timeout_seconds", limits.timeout().toMillis() / 1_000.0);
    }

    private RunView turn(RunId run, Turn turn) {
        RunReading.require(machine, run);
        try {
            return switch (machine.turn(run, turn)) {
                case Turned.Applied applied -> applied.run();
                case Turned.Refused refused -> throw new Refusal(409, refused.why());
                case Turned.Unknown() -> throw Refusal.unknown("There is no run " + run);
            };
        } catch (IllegalArgumentException e) {
            throw new Refusal(409, Visible.text(String.valueOf(e.getMessage())));
        }
    }

    private Answer document(RunView run) {
        return Answer.json(200, machine.document(run.id()));
    }

    private static ObjectNode only(ObjectNode asked, Set<String> known) {
        for (String name : asked.propertyNames()) {
            if (!known.contains(name)) {
                throw Refusal.senseless("The body has " + Visible.quoted(name) + ", which means nothing here; it takes "
                        + (known.isEmpty()
                                ? "{}"
                                : String.join(", ", known.stream().sorted().toList())));
            }
        }
        return asked;
    }
}
