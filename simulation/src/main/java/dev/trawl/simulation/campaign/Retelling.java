package dev.trawl.simulation.campaign;

import dev.trawl.core.Json;
import dev.trawl.simulation.Simulation.Breach;
import dev.trawl.simulation.Simulation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One world with its story.
 *
 * @param hash of everything that happened: the same again wherever the world goes on again
 * @param breach what did not hold; empty where everything did
 * @param events of the world, all of them
 * @param places at which something went wrong
 * @param story a line an event, as far as it was kept
 */
public record Retelling(
        long seed, long hash, Optional<Breach> breach, long events, List<Long> places, List<String> story) {
    static Retelling of(Outcome outcome) {
        return new Retelling(
                outcome.seed(), outcome.hash(), outcome.broken(), outcome.events(), outcome.places(), outcome.story());
    }

    /** The hash as it is written: 16 hexadecimal digits. */
    public String hashText() {
        return String.format("%016x", hash);
    }

    /** As a document. */
    public ObjectNode json() {
        ObjectNode told = Json.object().put("seed", seed).put("hash", hashText());
        ObjectNode broken = Json.object();
        breach.ifPresent(each -> broken.put("invariant", each.invariant()).put("what", each.what()));
        told.set("breach", breach.isPresent() ? broken : Json.tree(null));
        told.put("events", events);
        ArrayNode where = told.putArray("places");
        places.forEach(where::add);
        ArrayNode lines = told.putArray("story");
        story.forEach(lines::add);
        return told;
    }

    static Retelling of(JsonNode told) {
        JsonNode broken = told.get("breach");
        List<Long> places = new ArrayList<>();
        told.get("places").forEach(place -> places.add(place.longValue()));
        List<String> story = new ArrayList<>();
        told.get("story").forEach(line -> story.add(line.stringValue()));
        return new Retelling(
                told.get("seed").longValue(),
                Long.parseUnsignedLong(told.get("hash").stringValue(), 16),
                broken.isNull()
                        ? Optional.empty()
                        : Optional.of(new Breach(
                                broken.get("invariant").stringValue(),
                                broken.get("what").stringValue())),
                told.get("events").longValue(),
                places,
                story);
    }
}
