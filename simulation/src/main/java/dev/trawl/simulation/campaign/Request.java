package dev.trawl.simulation.campaign;

import dev.trawl.core.Json;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a process of worlds is asked for: a line to it. */
sealed interface Request {
    /** Every world of these seeds: answered by a {@link WorldReport} each, in order. */
    record Run(SeedRange seeds) implements Request {}

    /** The story of a world that was made small: answered by one {@link Retelling}, of the whole where it cannot be. */
    record Shrink(long seed, String invariant) implements Request {}

    /**
     * The story of a world: answered by one {@link Retelling}.
     *
     * @param only the places at which something may go wrong; all of them where it is empty
     */
    record Tell(long seed, Optional<Set<Long>> only) implements Request {}

    /** As a line. */
    default ObjectNode json() {
        return switch (this) {
            case Run run -> Json.object().put("run", run.seeds().toString());
            case Shrink shrink -> Json.object().put("shrink", shrink.seed()).put("invariant", shrink.invariant());
            case Tell tell -> {
                ObjectNode line = Json.object().put("tell", tell.seed());
                tell.only().ifPresent(places -> {
                    ArrayNode only = line.putArray("only");
                    places.forEach(only::add);
                });
                yield line;
            }
        };
    }

    /** Reads a line. */
    static Request of(JsonNode line) {
        if (line.has("run")) {
            return new Run(SeedRange.of(line.get("run").stringValue()));
        }
        if (line.has("shrink")) {
            return new Shrink(
                    line.get("shrink").longValue(), line.get("invariant").stringValue());
        }
        Set<Long> places = new HashSet<>();
        line.path("only").forEach(place -> places.add(place.longValue()));
        return new Tell(line.get("tell").longValue(), line.has("only") ? Optional.of(places) : Optional.empty());
    }
}
