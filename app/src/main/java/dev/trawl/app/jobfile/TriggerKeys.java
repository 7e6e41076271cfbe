package dev.trawl.app.jobfile;

import dev.trawl.core.Durations;
import dev.trawl.core.Triggers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the keys {@code on} and {@code publish} of a job file say. */
final class TriggerKeys {
    private TriggerKeys() {}

    /** Of a file that fits the shape. */
    static Triggers of(JsonNode file) {
        JsonNode on = file.path("on");
        return new Triggers(
                Optional.ofNullable(on.get("http")).map(TriggerKeys::http),
                Optional.ofNullable(on.get("schedule")).map(Triggers.ScheduleSpec::new),
                text(on, "topic"),
                Optional.ofNullable(on.get("finished")).map(TriggerKeys::finished),
                text(file, "publish"));
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

    private static Optional<String> text(JsonNode object, String key) {
        return Optional.ofNullable(object.get(key)).map(JsonNode::stringValue);
    }
}
