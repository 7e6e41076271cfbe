package dev.trawl.app.embedded;

import dev.trawl.app.body.PostedBody;
import dev.trawl.core.Body;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What a job whose source is the body works, where a program starts it. */
final class PostedInput {
    private PostedInput() {}

    /** Takes it out of what was given: an object is one item, a list an item per element. */
    static Optional<Body> take(Job job, ObjectNode given) {
        return job.takesBody() && given.has(Body.INPUT)
                ? Optional.of(PostedBody.read(Json.of(given.remove(Body.INPUT)).utf8(), Optional.empty()))
                : Optional.empty();
    }
}
