package dev.trawl.app.demo;

import java.util.List;
import java.util.Map;

/**
 * What is run over a web.
 *
 * @param acts one after the other
 * @param environment variables that the runs find set, over those of the process
 * @param notes what to say before it begins
 * @param moral what has been seen when everything came as it should; a line without a full stop
 */
public record Play(List<Act> acts, Map<String, String> environment, List<String> notes, String moral) {
    /** Takes the lists. */
    public Play {
        acts = List.copyOf(acts);
        environment = Map.copyOf(environment);
        notes = List.copyOf(notes);
    }

    /** One run, of which every item is accounted for. */
    static Play of(Act act, String items) {
        return new Play(List.of(act), Map.of(), List.of(), "all " + items + " are accounted for");
    }
}
