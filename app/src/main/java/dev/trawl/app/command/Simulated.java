package dev.trawl.app.command;

import dev.trawl.core.Json;
import dev.trawl.simulation.campaign.Retelling;
import dev.trawl.simulation.campaign.SeedRange;
import dev.trawl.simulation.campaign.Tally;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a simulation found.
 *
 * @param stories by seed: what was told of broken worlds
 */
record Simulated(SeedRange seeds, Tally tally, Duration time, Map<Long, Retelling> stories) {
    boolean good() {
        return tally.broken().isEmpty();
    }

    double perSecond() {
        return tally.standing().worlds() / Math.max(0.001, time.toMillis() / 1000.0);
    }

    double faultsPerWorld() {
        Tally.Standing standing = tally.standing();
        return (double) standing.faults() / Math.max(1, standing.worlds());
    }

    String digest() {
        return String.format("%016x", tally.digest());
    }

    /** The story of the first world that broke an invariant; empty where it was not told, or broke another. */
    Optional<Retelling> story(Tally.Broken broken) {
        return Optional.ofNullable(stories.get(broken.first().firstKey()))
                .filter(told -> told.breach()
                        .filter(breach -> breach.invariant().equals(broken.invariant()))
                        .isPresent());
    }

    /** The command that shows the same again. */
    String replay(Tally.Broken broken) {
        String only = story(broken)
                .map(told -> told.places().stream().map(String::valueOf).collect(Collectors.joining(",")))
                .filter(places -> !places.isEmpty())
                .map(places -> " --only " + places)
                .orElse("");
        return "trawl simulate --seeds " + broken.first().firstKey() + only + " --story";
    }

    ObjectNode json() {
        Tally.Standing standing = tally.standing();
        ObjectNode document = Json.object().put("seeds", seeds.toString()).put("worlds", standing.worlds());
        document.put("events", standing.events()).put("digest", digest());
        document.put("faults", standing.faults()).put("faults_per_world", faultsPerWorld());
        document.set("kinds", Json.tree(names(tally.faults())));
        document.set("reached", Json.tree(names(tally.reached())));
        ArrayNode missed = document.putArray("missed");
        tally.missed().forEach(transition -> missed.add(transition.name()));
        ArrayNode breaches = document.putArray("breaches");
        tally.broken().values().forEach(broken -> breaches.add(json(broken)));
        return document.put("seconds", time.toMillis() / 1000.0).put("seeds_per_second", perSecond());
    }

    private static Map<String, Long> names(Map<? extends Enum<?>, Long> counts) {
        Map<String, Long> named = new TreeMap<>();
        counts.forEach((name, count) -> named.put(name.name(), count));
        return named;
    }

    private ObjectNode json(Tally.Broken broken) {
        ObjectNode breach = Json.object().put("invariant", broken.invariant()).put("worlds", broken.worlds());
        ArrayNode first = breach.putArray("seeds");
        broken.first().keySet().forEach(first::add);
        breach.put("what", broken.first().firstEntry().getValue()).put("replay", replay(broken));
        breach.set("told", story(broken).map(Retelling::json).map(Json::tree).orElseGet(() -> Json.tree(null)));
        return breach;
    }
}
