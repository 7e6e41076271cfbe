package dev.trawl.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How soon a process goes on with a run that has very many open items, after the one before it was killed. */
public final class Restart {
    private final int items;

    /** @param items that are open */
    public Restart(int items) {
        this.items = items;
    }

    /**
     * What was measured, in seconds since the second process was started, the start of its JVM included.
     *
     * @param open until its machine was open
     * @param ready until the run was taken up
     * @param begun until an item was with its worker
     */
    public record Times(double jvm, double open, double ready, double begun) {}

    /** Has a process list the items and kills it, then starts another one. */
    public Times run(Path data) throws IOException {
        List<String> arguments = List.of(data.toString(), Integer.toString(items));
        try (Child first = new Child(List.of(), RestartRun.class, arguments)) {
            first.await(RestartRun.LISTED);
        }
        try (Child second = new Child(List.of(), RestartRun.class, arguments)) {
            second.await(RestartRun.HERE);
            double jvm = second.seconds();
            second.await(RestartRun.OPEN);
            double open = second.seconds();
            second.await(RestartRun.READY);
            double ready = second.seconds();
            second.await(RestartRun.BEGUN);
            return new Times(jvm, open, ready, second.seconds());
        }
    }
}
