package dev.trawl.app.http;

import dev.trawl.core.Json;
import dev.trawl.core.RunView;
import dev.trawl.core.stage.Summary;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * The events of a run, as one reader has heard them. They follow from the run as it is and are kept nowhere, so that they are
 * the same for every reader and after a restart. An event's number is made of the generation, the stage in it, and
 * how many items were listed and have ended. For one thread.
 */
final class Events {
    private static final long GENERATION = 1_000_000_000_000L;
    private static final long LISTING = 100_000_000_000L;
    private static final long WORKING = 200_000_000_000L;
    private static final long FINISHED = 900_000_000_000L;

    private long last;
    private String told = "";

    /** After the event of a number; 0 before all. */
    Events(long last) {
        this.last = last;
    }

    /** One event. */
    record Event(long id, String name, ObjectNode document) {}

    /** The number of the event that ends a run's generation. */
    static long finished(RunView run) {
        return run.generation() * GENERATION + FINISHED;
    }

    /** Whether there is anything to tell of a run. */
    boolean hasNews(RunView run) {
        return Waiters.over(run)
                || !progress(run).toString().equals(told)
                || !states(run).isEmpty();
    }

    /** What is to be told of a run, but its end; it counts as told. */
    List<Event> of(RunView run) {
        List<Event> events = new ArrayList<>(states(run));
        events.forEach(event -> last = event.id());
        ObjectNode progress = progress(run);
        if (!Waiters.over(run) && !progress.toString().equals(told)) {
            told = progress.toString();
            last = Math.max(
                    last + 1, stage(run) + run.counts().listed() + run.counts().ended());
            events.add(new Event(last, "progress", progress));
        }
        return events;
    }

    private List<Event> states(RunView run) {
        List<Event> states = new ArrayList<>();
        if (run.generation() == 1) {
            states.add(state(run, LISTING, "listing"));
        }
        if (run.listing().ended()) {
            states.add(state(run, WORKING, "working"));
        }
        states.removeIf(event -> event.id() <= last);
        return states;
    }

    private static Event state(RunView run, long stage, String state) {
        ObjectNode document =
                Json.object().put("run", run.id().text()).put("state", state).put("generation", run.generation());
        return new Event(run.generation() * GENERATION + stage, "state", document);
    }

    private static ObjectNode progress(RunView run) {
        ObjectNode document = Json.object()
                .put("run", run.id().text())
                .put("state", run.state().word());
        document.set("items", Summary.counts(run.counts()));
        return document;
    }

    private static long stage(RunView run) {
        return run.generation() * GENERATION + (run.listing().ended() ? WORKING : LISTING);
    }
}
