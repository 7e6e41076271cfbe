package dev.trawl.app.http;

import dev.trawl.app.body.BadBody;
import dev.trawl.app.body.PostedBody;
import dev.trawl.core.Body;
import dev.trawl.core.Failure;
import dev.trawl.core.ItemView;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.Slice;
import dev.trawl.core.Start;
import dev.trawl.core.StoredObject;
import dev.trawl.core.port.Accepted;
import dev.trawl.local.Machine;
import dev.trawl.local.Triggers;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Starts runs of what was sent, and tells how their items ended. */
final class Submissions {
    private final Machine machine;
    private final Triggers triggers;

    Submissions(Machine machine, Triggers triggers) {
        this.machine = machine;
        this.triggers = triggers;
    }

    /**
     * What was sent.
     *
     * @param given inputs that do not come from the body
     * @param cause what the run is known by in its job; empty where each request is a run of its own
     */
    record Submission(
            Job job, ObjectNode given, Bodies.Body body, Optional<String> mediaType, Optional<String> cause) {}

    /**
     * Starts a run: the body is what it works, where the job takes one, and else its inputs. Durable on return.
     *
     * @throws Refusal 400, 413 or 415 where the body is not what the job takes
     */
    Accepted start(Submission sent) {
        if (!sent.job().takesBody()) {
            return triggers.start(new Start(sent.job(), inputs(sent), Optional.empty(), sent.cause()));
        }
        try {
            Body body = PostedBody.read(sent.body().bytes(), sent.mediaType());
            return triggers.start(new Start(sent.job(), sent.given(), Optional.of(body), sent.cause()));
        } catch (BadBody e) {
            throw new Refusal(e.status(), String.valueOf(e.getMessage()));
        }
    }

    private static ObjectNode inputs(Submission sent) {
        ObjectNode input = Request.object(sent.body().bytes(), sent.mediaType());
        for (String name : sent.given().propertyNames()) {
            if (input.has(name)) {
                throw Refusal.senseless("The input " + name + " is in the path already; leave it out of the body");
            }
            input.set(name, sent.given().get(name));
        }
        return input;
    }

    /** How the items of a run ended, in the order listed. */
    Slice<JsonNode> items(RunId run, Optional<String> after, int limit) {
        Slice<ItemView> slice = machine.records().items(run, after, limit);
        return new Slice<>(
                slice.items().stream().<JsonNode>map(Submissions::entry).toList(), slice.next());
    }

    private static ObjectNode entry(ItemView item) {
        ObjectNode entry =
                Json.object().put("key", item.key()).put("state", item.state().word());
        item.objects().stream().findFirst().ifPresent(object -> object(entry, object));
        item.result().ifPresent(result -> entry.set("result", result.tree()));
        item.why().ifPresent(why -> failure(entry, why));
        return entry;
    }

    private static void object(ObjectNode entry, StoredObject object) {
        entry.put("object", object.key()).put("sha256", object.sha256()).put("bytes", object.bytes());
    }

    private static void failure(ObjectNode entry, Failure why) {
        entry.put("reason", why.reason()).put("message", why.message());
    }
}
