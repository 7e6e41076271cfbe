package dev.trawl.systems.reddit;

import dev.trawl.core.Failure;
import dev.trawl.core.Json;
import dev.trawl.core.StoredObject;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers as JSON, as the ledger keeps them between the attempts at an item. */
final class KeptAnswer {
    private KeptAnswer() {}

    /** Writes one. */
    static Json of(Answer answer) {
        ObjectNode kept = Json.object();
        switch (answer) {
            case Answer.Stored stored -> write(kept.putObject("stored"), stored);
            case Answer.Page page -> {
                ArrayNode images = kept.putArray("images");
                page.images().forEach(images::add);
            }
            case Answer.Gone gone ->
                kept.put("reason", gone.why().reason())
                        .put("message", gone.why().message());
        }
        return Json.of(kept);
    }

    private static void write(ObjectNode kept, Answer.Stored stored) {
        StoredObject object = stored.object();
        kept.put("key", object.key()).put("bytes", object.bytes());
        kept.put("sha256", object.sha256()).put("type", object.type());
        stored.width().ifPresent(width -> kept.put("width", width));
        stored.height().ifPresent(height -> kept.put("height", height));
    }

    /** Reads what {@link #of} wrote. */
    static Answer read(Json kept) {
        JsonNode tree = kept.tree();
        if (tree.has("stored")) {
            return stored(tree.path("stored"));
        }
        if (tree.has("images")) {
            return new Answer.Page(StreamSupport.stream(tree.path("images").spliterator(), false)
                    .map(JsonNode::asString)
                    .toList());
        }
        return new Answer.Gone(
                new Failure(tree.path("reason").asString(), tree.path("message").asString()));
    }

    private static Answer.Stored stored(JsonNode kept) {
        StoredObject object = new StoredObject(
                kept.path("key").asString(),
                kept.path("bytes").longValue(),
                kept.path("sha256").asString(),
                kept.path("type").asString());
        return new Answer.Stored(object, size(kept.path("width")), size(kept.path("height")));
    }

    private static Optional<Integer> size(JsonNode kept) {
        return kept.isNumber() ? Optional.of(kept.intValue()) : Optional.empty();
    }
}
