package dev.trawl.simulation.campaign;

import dev.trawl.core.Json;
import dev.trawl.simulation.Fault;
import dev.trawl.simulation.Simulation.Breach;
import dev.trawl.simulation.Simulation.Outcome;
import dev.trawl.simulation.Transition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What became of one world, as it goes from its process to the one that counts. */
record WorldReport(
        long seed, long hash, long events, Map<Fault, Integer> faults, Set<Transition> reached, List<Breach> breaches) {
    /** That of a world whose process can say nothing more of it. */
    static WorldReport of(long seed, Breach breach) {
        return new WorldReport(seed, 0, 0, Map.of(), Set.of(), List.of(breach));
    }

    static WorldReport of(Outcome outcome, Collection<Breach> more) {
        List<Breach> breaches = new ArrayList<>();
        outcome.broken().ifPresent(breaches::add);
        breaches.addAll(more);
        return new WorldReport(
                outcome.seed(),
                outcome.hash(),
                outcome.events(),
                outcome.faults(),
                outcome.reached().keySet(),
                breaches);
    }

    ObjectNode json() {
        ObjectNode line = Json.object().put("seed", seed).put("hash", hash).put("events", events);
        ObjectNode kinds = line.putObject("faults");
        faults.forEach((fault, times) -> kinds.put(fault.name(), times));
        ArrayNode transitions = line.putArray("reached");
        reached.forEach(transition -> transitions.add(transition.name()));
        ArrayNode broken = line.putArray("breaches");
        breaches.forEach(
                each -> broken.addObject().put("invariant", each.invariant()).put("what", each.what()));
        return line;
    }

    static WorldReport of(JsonNode line) {
        Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
        line.get("faults")
                .properties()
                .forEach(entry -> faults.put(
                        Fault.valueOf(entry.getKey()), entry.getValue().intValue()));
        Set<Transition> reached = EnumSet.noneOf(Transition.class);
        line.get("reached").forEach(name -> reached.add(Transition.valueOf(name.stringValue())));
        List<Breach> breaches = new ArrayList<>();
        line.get("breaches")
                .forEach(each -> breaches.add(new Breach(
                        each.get("invariant").stringValue(), each.get("what").stringValue())));
        return new WorldReport(
                line.get("seed").longValue(),
                line.get("hash").longValue(),
                line.get("events").longValue(),
                faults,
                reached,
                breaches);
    }
}
