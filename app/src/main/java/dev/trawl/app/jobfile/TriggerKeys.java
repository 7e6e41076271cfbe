package dev.trawl.app.jobfile;

import dev.trawl.core.Durations;
import dev.trawl.core.Triggers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the keys {@code on} and {@code publish} of a job file say. */
final class TriggerKeys {
    /** So many changes start one run where the file says nothing. */
    private static final int BATCH = 1_000;

    private TriggerKeys() {}

    /** Of a file that fits the shape. */
    static Triggers of(JsonNode file) {
        JsonNode on = file.path("on");
        return new Triggers(
                Optional.ofNullable(on.get("http")).map(TriggerKeys::http),
                Optional.ofNullable(on.get("schedule")).map(Triggers.ScheduleSpec::new),
                text(on, "topic"),
                Optional.ofNullable(on.get("finished")).map(TriggerKeys::finished),
                Optional.ofNullable(on.get("change")).map(TriggerKeys::change),
                publish(file.path("publish")));
    }

    private static Triggers.Publish publish(JsonNode publish) {
        return publish.isString()
                ? new Triggers.Publish(Optional.of(publish.stringValue()), Optional.empty())
                : new Triggers.Publish(text(publish, "runs"), text(publish, "outcomes"));
    }

    private static Triggers.Http http(JsonNode http) {
        Route route = Route.parse(http.get("route").stringValue());
        Duration patience = text(http, "wait").map(Durations::parse).orElse(Duration.ZERO);
        return new Triggers.Http(route.method(), route.path(), patience);
    }

    private static Triggers.Finished finished(JsonNode finished) {
        return new Triggers.Finished(
                finished.get("job").stringValue(), text(finished, "when").orElse("any"), text(finished, "if"));
    }

    private static Triggers.Change change(JsonNode change) {
        Set<Triggers.Change.Kind> kinds = EnumSet.allOf(Triggers.Change.Kind.class);
        if (change.has("kinds")) {
            List<String> words = texts(change.get("kinds"));
            kinds.removeIf(kind -> !words.contains(kind.word()));
        }
        return new Triggers.Change(
                change.get("table").stringValue(),
                kinds,
                change.path("batch").asInt(BATCH),
                texts(change.path("inputs")));
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::stringValue).toList();
    }

    private static Optional<String> text(JsonNode object, String key) {
        return Optional.ofNullable(object.get(key)).map(JsonNode::stringValue);
    }
}
