package dev.trawl.core;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was sent with the start of a run, whose source it is: {@code source: {body: {}}}. Its items are listed in
 * the commit that accepts the run.
 *
 * @param items with the keys {@code 0}, {@code 1} ... in the order sent; one at least
 * @param sha256 of what was sent, in lower-case hexadecimal: under the same cause the same body is the same run
 * @param bytes of what was sent
 */
public record Body(List<Item> items, String sha256, long bytes) {
    /** The name under which a run's input says what was sent. */
    public static final String INPUT = "body";

    public Body {
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("A body has one item at least");
        }
    }

    /** Of values and the bytes that they were read from. */
    public static Body of(List<Json> values, byte[] sent) {
        List<Item> items = new ArrayList<>(values.size());
        for (Json value : values) {
            items.add(new Item(Integer.toString(items.size()), value));
        }
        return new Body(items, Sha256.hex(sent), sent.length);
    }

    /** One item. */
    public static Body of(JsonNode value) {
        Json json = Json.of(value);
        return of(List.of(json), json.utf8());
    }

    /** An input with what it says of this body. */
    public Input in(Input input) {
        ObjectNode values = ((ObjectNode) input.values().tree()).deepCopy();
        values.set(INPUT, Json.object().put("bytes", bytes).put("sha256", sha256));
        return new Input(Json.of(values));
    }
}
