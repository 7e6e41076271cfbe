package dev.trawl.app.http;

import dev.trawl.app.Cells;
import dev.trawl.app.Visible;
import dev.trawl.core.ClosestWord;
import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.Slice;
import dev.trawl.core.TableSpec;
import dev.trawl.core.port.Records;
import dev.trawl.core.stage.Summary;
import dev.trawl.local.Machine;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be read of runs. */
final class RunReading {
    private final Machine machine;
    private final Waiters waiters;
    private final Submissions submissions;

    RunReading(Machine machine, Waiters waiters, Submissions submissions) {
        this.machine = machine;
        this.waiters = waiters;
        this.submissions = submissions;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/runs", this::runs),
                Endpoint.get("/api/runs/{id}", this::run),
                Endpoint.get("/api/runs/{id}/rows", this::rows),
                Endpoint.get("/api/runs/{id}/items", this::items),
                Endpoint.get("/api/runs/{id}/objects", this::objects),
                Endpoint.get("/api/runs/{id}/dead", this::dead));
    }

    /** The run that a path names. */
    static RunView require(Machine machine, RunId id) {
        return machine.records().run(id).orElseThrow(() -> Refusal.unknown("There is no run " + id));
    }

    private Answer runs(Request request) {
        Records.RunFilter filter = new Records.RunFilter(
                request.query("job"), request.query("state").map(RunReading::state));
        return ListQuery.of(request)
                .answer((after, limit) -> machine.records().runs(filter, after, limit), RunReading::entry);
    }

    private static RunState state(String word) {
        List<String> words =
                Arrays.stream(RunState.values()).map(RunState::word).toList();
        if (!words.contains(word)) {
            throw Refusal.senseless("state is one of " + String.join(", ", words) + ", got: " + Visible.quoted(word)
                    + ClosestWord.hint(word, words));
        }
        return RunState.ofWord(word);
    }

    /** A run in a list: what is known of it without counting. */
    static JsonNode entry(RunView run) {
        ObjectNode entry = Json.object()
                .put("run", run.id().text())
                .put("job", run.job())
                .put("state", run.state().word());
        entry.set("items", Summary.counts(run.counts()));
        entry.put("generation", run.generation());
        entry.put("started", run.started().toString());
        entry.set(
                "finished",
                run.summary().map(summary -> summary.tree().get("finished")).orElseGet(() -> Json.tree(null)));
        return entry;
    }

    private Answer run(Request request) throws InterruptedException {
        RunId id = request.run();
        Optional<Duration> wait = Waits.asked(request);
        if (!Waiters.over(require(machine, id))
                && wait.filter(Duration::isPositive).isPresent()) {
            try (Waiters.Place place = waiters.take()) {
                place.await(id, wait.get(), Waiters::over);
            }
        }
        return Answer.json(200, machine.document(id));
    }

    private Answer rows(Request request) {
        RunId id = require(machine, request.run()).id();
        List<TableSpec> tables = machine.records().declared();
        List<String> names = tables.stream().map(TableSpec::name).toList();
        String name = request.query("table")
                .orElseThrow(() -> Refusal.senseless("Name a table: ?table=NAME; " + tables(names)));
        TableSpec table = tables.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.senseless("There is no table " + Visible.quoted(name) + "; " + tables(names)
                        + ClosestWord.hint(name, names)));
        return ListQuery.of(request)
                .answer((after, limit) -> machine.records().rows(table, id, after, limit), Cells::object);
    }

    private static String tables(List<String> names) {
        return names.isEmpty() ? "there is none yet" : "tables are " + String.join(", ", names);
    }

    private Answer items(Request request) {
        RunId id = require(machine, request.run()).id();
        return ItemList.part(ListQuery.of(request), (after, limit) -> submissions.items(id, after, limit));
    }

    private Answer objects(Request request) {
        RunId id = require(machine, request.run()).id();
        return ListQuery.of(request).answer((after, limit) -> machine.records().objects(id, after, limit), Json::tree);
    }

    private Answer dead(Request request) {
        RunId id = require(machine, request.run()).id();
        return ListQuery.of(request)
                .answer((after, limit) -> dead(machine.records().dead(id, after, limit)), item -> item);
    }

    static Slice<JsonNode> dead(Slice<Records.DeadItem> slice) {
        List<JsonNode> items = slice.items().stream().<JsonNode>map(Cells::dead).toList();
        return new Slice<>(items, slice.next());
    }
}
