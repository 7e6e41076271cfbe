package dev.trawl.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.app.body.BadBody;
import dev.trawl.app.body.PostedBody;
import dev.trawl.core.Body;
import dev.trawl.core.Job;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a job whose source is the body works, where a command starts it: {@code body=JSON}, {@code body=@FILE}. */
final class BodyArgument {
    private BodyArgument() {}

    /** Takes it out of what was given. A file whose name ends in .ndjson or .jsonl has an item a line. */
    static Optional<Body> take(Job job, ObjectNode given) {
        if (!job.takesBody() || !given.has(Body.INPUT)) {
            return Optional.empty();
        }
        JsonNode argument = given.remove(Body.INPUT);
        String text = argument.isString()
                ? argument.stringValue()
                : argument.path("text").asString("");
        String file = argument.path("file").asString("");
        boolean lines = file.endsWith(".ndjson") || file.endsWith(".jsonl");
        try {
            return Optional.of(PostedBody.read(
                    text.getBytes(UTF_8), Optional.of(lines ? "application/x-ndjson" : "application/json")));
        } catch (BadBody e) {
            throw new UsageFault("Reading the body failed: " + e.getMessage());
        }
    }
}
