package dev.trawl.core.trigger;

import dev.trawl.core.Body;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.Start;
import dev.trawl.core.Triggers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which jobs start runs when a message comes or a run ends, and what these runs are given. Immutable. */
public final class Listeners {
    private final List<Job> jobs;
    private final Map<String, Condition> conditions = new HashMap<>();
    private final Map<String, String> topics = new LinkedHashMap<>();
    private final Set<String> heard = new HashSet<>();

    /**
     * Of these jobs.
     *
     * @throws IllegalArgumentException where a condition makes no sense
     */
    public Listeners(Collection<Job> jobs) {
        this.jobs = List.copyOf(jobs);
        for (Job job : jobs) {
            job.triggers().finished().ifPresent(finished -> {
                heard.add(finished.job());
                finished.condition().ifPresent(text -> conditions.put(job.name(), Condition.parse(text)));
            });
            job.triggers().publish().runs().ifPresent(topic -> topics.put(job.name(), topic));
        }
        topics.forEach((job, topic) -> {
            if (to(topic)
                    .anyMatch(
                            listener -> listener.takesBody() && !listener.name().equals(job))) {
                heard.add(job);
            }
        });
    }

    /** Whether the end of a run of this job may start another. */
    public boolean heard(String job) {
        return heard.contains(job);
    }

    /**
     * What a message of a topic starts.
     *
     * @param cause what names the message; empty where each is one of its own
     * @throws IllegalArgumentException where a job takes its fields as inputs, and it has none
     */
    public List<Start> message(String topic, JsonNode message, Optional<String> cause) {
        return to(topic).map(job -> start(job, message, cause)).toList();
    }

    /** What the end of a run starts, once for each of its generations: those who wait for it, and those of its topic. */
    public List<Start> ended(RunView run, JsonNode summary) {
        String cause = run.id() + ":" + run.generation();
        Stream<Start> finished = jobs.stream()
                .filter(job -> waits(job, run, summary))
                .map(job -> start(job, job.takesBody() ? summary : Json.object(), Optional.of("finished:" + cause)));
        Stream<Start> told = toldBy(run.job())
                .filter(Job::takesBody)
                .map(job -> start(job, summary, Optional.of("published:" + cause)));
        return Stream.concat(finished, told).toList();
    }

    private boolean waits(Job job, RunView run, JsonNode summary) {
        Optional<Triggers.Finished> finished = job.triggers().finished();
        Condition condition = conditions.get(job.name());
        return finished.isPresent()
                && finished.get().job().equals(run.job())
                && fits(finished.get().when(), run.phase())
                && (condition == null || condition.holds(summary));
    }

    private static boolean fits(String when, RunState end) {
        return when.equals("any") || when.equals(end.word());
    }

    /** The names of a job and of those that hear of its rows or its outcomes, and so on. */
    public Set<String> family(Job first) {
        Set<String> names = new HashSet<>(Set.of(first.name()));
        List<Job> last = List.of(first);
        while (!last.isEmpty()) {
            List<Job> told = last;
            last = jobs.stream()
                    .filter(job -> told.stream().anyMatch(teller -> hears(job, teller)))
                    .filter(job -> names.add(job.name()))
                    .toList();
        }
        return names;
    }

    private static boolean hears(Job job, Job teller) {
        return hearsOutcomes(job, teller)
                || job.triggers().change().stream()
                        .anyMatch(change -> teller.tables().stream()
                                .anyMatch(table -> table.name().equals(change.table())));
    }

    /** Whether a job is told of each outcome of another. Only one that takes a body is, and none of its own. */
    public static boolean hearsOutcomes(Job job, Job teller) {
        Optional<String> topic = teller.triggers().publish().outcomes();
        return topic.isPresent()
                && topic.equals(job.triggers().topic())
                && job.takesBody()
                && !job.name().equals(teller.name());
    }

    /** Jobs that hear of changes in tables, or of the outcomes of others. */
    public List<Job> ofEffects() {
        return jobs.stream()
                .filter(job -> job.triggers().change().isPresent()
                        || jobs.stream().anyMatch(teller -> hearsOutcomes(job, teller)))
                .toList();
    }

    /**
     * What outcomes start: each is an item {@code {run, job, key, value, state}} with what became of it.
     *
     * @param cause names them: no other batch of the listening job has the same
     */
    public static Start outcomes(Job job, List<Json> outcomes, String cause) {
        return new Start(
                job,
                Json.object(),
                Optional.of(body(Json.tree(
                        outcomes.stream().map(outcome -> outcome.tree()).toList()))),
                Optional.of(cause));
    }

    /**
     * What changes start: of a job whose source is the body, each is an item {@code {table, kind, key, row}}; any other
     * is given them in its input {@code changes}, without the rows.
     */
    public static Start changed(Job job, ChangeBatch batch) {
        ObjectNode given = Json.object();
        batch.made()
                .ifPresent(input -> job.triggers().change().orElseThrow().inputs().stream()
                        .filter(input::has)
                        .forEach(name -> given.set(name, input.values().tree().get(name))));
        JsonNode changes = Json.tree(batch.entries().stream()
                .map(entry -> document(job, batch, entry))
                .toList());
        Optional<String> cause = Optional.of(batch.cause());
        if (job.takesBody()) {
            return new Start(job, given, Optional.of(body(changes)), cause);
        }
        given.set(Triggers.Change.INPUT, changes);
        return new Start(job, given, Optional.empty(), cause);
    }

    private static Body body(JsonNode changes) {
        return Body.of(
                changes.valueStream().map(Json::of).toList(), Json.of(changes).utf8());
    }

    private static JsonNode document(Job job, ChangeBatch batch, ChangeBatch.Entry entry) {
        ObjectNode change = Json.object()
                .put("table", batch.table().name())
                .put("kind", entry.kind().word());
        ObjectNode key = change.putObject("key");
        for (int n = 0; n < entry.key().size(); n++) {
            key.put(batch.table().key().get(n), entry.key().get(n));
        }
        if (job.takesBody()) {
            change.set("row", entry.row().<JsonNode>map(Row::document).orElse(Json.tree(null)));
        }
        return change;
    }

    /**
     * What starts are told of to the topics of their jobs, and the runs that come of it, and so on; no job starts
     * more than one of them.
     *
     * @param starts of different jobs
     */
    public List<Start> besides(List<Start> starts) {
        Set<String> started = new HashSet<>();
        starts.forEach(start -> started.add(start.job().name()));
        List<Start> besides = new ArrayList<>();
        List<Start> told = starts;
        while (!told.isEmpty()) {
            told = told.stream()
                    .flatMap(this::published)
                    .filter(start -> started.add(start.job().name()))
                    .toList();
            besides.addAll(told);
        }
        return besides;
    }

    private Stream<Start> published(Start start) {
        String publisher = start.job().name();
        Optional<String> cause = start.cause().map(known -> "published:" + publisher + ":" + known);
        JsonNode message = start.body().map(Listeners::message).orElse(start.given());
        return toldBy(publisher)
                .filter(job -> job.takesBody() || message.isObject())
                .map(job -> start(job, message, cause));
    }

    private static JsonNode message(Body body) {
        List<JsonNode> values =
                body.items().stream().map(item -> item.value().tree()).toList();
        return values.size() == 1 ? values.getFirst() : Json.tree(values);
    }

    /** Who listens to the topic of a job; itself it tells nothing. */
    private Stream<Job> toldBy(String publisher) {
        String topic = topics.get(publisher);
        return topic == null
                ? Stream.empty()
                : to(topic).filter(job -> !job.name().equals(publisher));
    }

    private Stream<Job> to(String topic) {
        return jobs.stream().filter(job -> job.triggers().topic().equals(Optional.of(topic)));
    }

    /** With a message as the body of a job that takes one, and else as its inputs. */
    private static Start start(Job job, JsonNode message, Optional<String> cause) {
        if (job.takesBody()) {
            return new Start(job, Json.object(), Optional.of(Body.of(message)), cause);
        }
        if (message instanceof ObjectNode inputs) {
            return new Start(job, inputs, Optional.empty(), cause);
        }
        throw new IllegalArgumentException("The job " + job.name()
                + " takes the fields of an object as its inputs; the message is none. Send an object");
    }
}
