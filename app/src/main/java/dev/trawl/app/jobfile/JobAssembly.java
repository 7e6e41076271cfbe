package dev.trawl.app.jobfile;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.ClosestWord;
import dev.trawl.core.Durations;
import dev.trawl.core.InputSpec;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Limits;
import dev.trawl.core.Retry;
import dev.trawl.core.TableSpec;
import dev.trawl.core.Tolerance;
import dev.trawl.core.Triggers;
import dev.trawl.core.WorkerProvider;
import dev.trawl.core.cost.Money;
import dev.trawl.core.stage.CommonInputs;
import dev.trawl.core.trigger.Timetable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Makes the job of a document that fits the shape, and finds what contradicts itself across its keys. For one document. */
final class JobAssembly {
    private static final String PATH_SOURCE = "/source";
    private static final String PATH_WORK = "/work";
    private static final String PATH_NOTIFY = "/notify";

    private final Document document;
    private final Providers providers;
    private final JsonNode tree;
    private final List<InputSpec> inputs;
    private final List<TableSpec> tables;
    private final Sinking sinking;

    JobAssembly(Document document, Providers providers, List<Problem> problems) {
        this.document = document;
        this.providers = providers;
        this.tree = document.tree();
        this.inputs = Inputs.of(document, problems);
        this.tables = new ArrayList<>(DeclaredTables.of(document, problems));
        CommandKeys.undeclared(document, tables, problems).ifPresent(tables::add);
        CommandKeys.lane(document, problems);
        this.sinking = new Sinking(document, providers, tables, problems);
        templates(problems);
        mistakes(problems);
        notified(problems);
        route(problems);
        schedule(problems);
        finished(problems);
        changed(problems);
    }

    /** The job; only where no problem was an error. */
    Job job() {
        Job.Parts parts = new Parts(providers, tree.get("source"), work(), tree.path("notify"))
                .parts(tree.get("job").stringValue(), sinking);
        return new Job(
                tree.get("job").stringValue(),
                tree.path("about").asString(""),
                inputs,
                rules(),
                sinking.own(),
                parts,
                Json.of(tree),
                TriggerKeys.of(tree));
    }

    private JsonNode work() {
        return CommandKeys.of(tree)
                ? Json.object().set(JobLanguage.COMMAND, CommandKeys.settings(tree))
                : tree.get("work");
    }

    private Job.Rules rules() {
        return new Job.Rules(
                limits(tree.path("limits")),
                retry(tree.path("retry")),
                tolerance(),
                chunk(),
                duration(tree, "keep", Job.Rules.KEEP),
                tree.path("resume").asBoolean(false));
    }

    private Limits limits(JsonNode limits) {
        Limits standard = Limits.DEFAULT.withConcurrency(CommandKeys.concurrency(tree));
        return new Limits(
                limits.path("concurrency").asInt(standard.concurrency()),
                limits.path("perHost").asInt(standard.perHost()),
                duration(limits, "timeout", standard.timeout()),
                duration(limits, "deadline", standard.deadline()),
                Optional.ofNullable(limits.get("budget")).map(budget -> Money.parse(budget.stringValue())));
    }

    private static Retry retry(JsonNode retry) {
        int attempts = retry.path("attempts").asInt(Retry.DEFAULT.attempts());
        Duration patience = duration(retry, "patience", Retry.WAIT_MAX);
        if (!retry.has("backoff")) {
            return Retry.DEFAULT.withAttempts(attempts).withPatience(patience);
        }
        Forms.Backoff waits = Forms.backoff(retry.get("backoff").stringValue());
        return Retry.backoff(attempts, waits.first(), waits.longest()).withPatience(patience);
    }

    private Tolerance tolerance() {
        JsonNode tolerate = tree.path("tolerate");
        if (tolerate.has("items")) {
            return new Tolerance.Items(tolerate.get("items").longValue());
        }
        return tolerate.has("percent")
                ? new Tolerance.Percent(tolerate.get("percent").doubleValue())
                : Tolerance.ANY;
    }

    private ChunkSize chunk() {
        JsonNode chunk = tree.path("chunk");
        return chunk.isIntegralNumber() ? new ChunkSize.Fixed(chunk.intValue()) : ChunkSize.AUTO;
    }

    private static Duration duration(JsonNode object, String key, Duration standard) {
        return object.has(key) ? Durations.parse(object.get(key).stringValue()) : standard;
    }

    private void templates(List<Problem> problems) {
        templates(PATH_SOURCE, Set.of(), problems);
        templates(PATH_WORK, JobLanguage.WORKERS_WITH_FIELDS, problems);
        List<String> names = inputs.stream().map(InputSpec::name).toList();
        for (String path : List.of(PATH_NOTIFY, "/store", "/close")) {
            problems.addAll(Templates.problems(document, path, names, false));
        }
    }

    private void notified(List<Problem> problems) {
        JsonNode table = tree.at(PATH_NOTIFY + "/table");
        List<String> names = tables.stream().map(TableSpec::name).toList();
        if (table.isString() && !names.contains(table.stringValue())) {
            problems.add(Problem.error(
                    document.value(PATH_NOTIFY + "/table"),
                    "notify names the table " + table.stringValue() + ", which is no table of the job; add it to tables"
                            + ClosestWord.hint(table.stringValue(), names)));
        }
    }

    private void templates(String part, Set<String> withFields, List<Problem> problems) {
        List<String> names = inputs.stream().map(InputSpec::name).toList();
        for (Map.Entry<String, JsonNode> provider : tree.at(part).properties()) {
            if (provider.getValue().isContainer()) {
                String pointer = Document.below(part, provider.getKey());
                problems.addAll(Templates.problems(document, pointer, names, withFields.contains(provider.getKey())));
            }
        }
    }

    private void mistakes(List<Problem> problems) {
        for (Map.Entry<String, JsonNode> work : tree.at(PATH_WORK).properties()) {
            WorkerProvider provider = providers.workers().get(work.getKey());
            if (provider != null && work.getValue().isObject()) {
                String pointer = Document.below(PATH_WORK, work.getKey());
                for (WorkerProvider.Mistake mistake : provider.mistakes(Templates.literals(work.getValue()), tables)) {
                    String at = pointer + mistake.pointer();
                    problems.add(Problem.error(document.value(at), Found.path(at) + ": " + mistake.message()));
                }
            }
        }
    }

    private void schedule(List<Problem> problems) {
        String pointer = "/on/schedule";
        JsonNode schedule = tree.at(pointer);
        if (schedule.isObject()) {
            try {
                Timetable.of(schedule);
            } catch (IllegalArgumentException e) {
                problems.add(Problem.error(document.value(pointer), "on.schedule " + e.getMessage()));
            }
        }
    }

    private void finished(List<Problem> problems) {
        JsonNode finished = tree.at("/on/finished");
        if (finished.path("job").equals(tree.get("job")) && !finished.has("if")) {
            problems.add(Problem.error(
                    document.value("/on/finished/job"),
                    "a run would start the next for ever; name another job, or say with if when it goes on"));
        }
    }

    /** What changes start takes them as its body or in an input, and the inputs of who made them are its own too. */
    private void changed(List<Problem> problems) {
        String pointer = "/on/change";
        List<String> names = inputs.stream().map(InputSpec::name).toList();
        boolean takes = tree.at(PATH_SOURCE).has(JobLanguage.BODY) || names.contains(Triggers.Change.INPUT);
        if (tree.at(pointer).isObject() && !takes) {
            problems.add(Problem.error(
                    document.value(pointer),
                    "nothing takes the changes; add the input " + Triggers.Change.INPUT
                            + " of type json, or let the source be body: {}"));
        }
        List<String> known = Stream.concat(
                        names.stream(), CommonInputs.SPECS.stream().map(InputSpec::name))
                .toList();
        int at = 0;
        for (JsonNode name : tree.at(pointer + "/inputs")) {
            if (!known.contains(name.stringValue())) {
                problems.add(Problem.error(
                        document.value(Document.below(pointer + "/inputs", at)),
                        "on.change names " + name.stringValue() + ", which is no input; add it to inputs"
                                + ClosestWord.hint(name.stringValue(), known)));
            }
            at++;
        }
    }

    private void route(List<Problem> problems) {
        String pointer = "/on/http/route";
        JsonNode route = tree.at(pointer);
        List<String> names = inputs.stream().map(InputSpec::name).toList();
        if (route.isString()) {
            Route.parse(route.stringValue()).inputs().stream()
                    .filter(name -> !names.contains(name))
                    .forEach(name -> problems.add(Problem.error(
                            document.value(pointer),
                            "the route names {" + name + "}, which is no input; add it to inputs"
                                    + ClosestWord.hint(name, names))));
        }
    }
}
