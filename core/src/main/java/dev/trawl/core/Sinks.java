package dev.trawl.core;

import dev.trawl.core.port.Sink;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the rows of a run go that are not kept in tables of Trawl's own.
 *
 * @param rows of its items; empty where they are all kept in Trawl's own
 * @param ends each told one row when the run closes, one after the other; after a crash in between all are told again
 */
public record Sinks(Optional<Sink> rows, List<Sink> ends) {
    /** Nothing goes elsewhere. */
    public static final Sinks NONE = new Sinks(Optional.empty(), List.of());

    public Sinks {
        ends = List.copyOf(ends);
    }

    /**
     * Looks whether they can be written to, before a run is started.
     *
     * @throws EnvironmentFault where one of them cannot
     */
    public void check() throws InterruptedException {
        for (Sink sink : all()) {
            sink.check();
        }
    }

    /** Lets go of what they hold. */
    public void close() {
        all().forEach(Sink::close);
    }

    private List<Sink> all() {
        return Stream.concat(rows.stream(), ends.stream()).toList();
    }
}
