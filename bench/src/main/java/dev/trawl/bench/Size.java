package dev.trawl.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A run in a process of its own with little memory: what it takes while it goes on, and what its ledger takes. */
public final class Size {
    private static final String HEAP = "-Xmx256m";

    private final int items;

    /** @param items of the run */
    public Size(int items) {
        this.items = items;
    }

    /** Runs it and says what it took, line by line. */
    public void run(Path data, Consumer<String> said) throws IOException {
        List<String> options = List.of(HEAP, "-XX:+ExitOnOutOfMemoryError");
        try (Child child = new Child(options, SizeRun.class, List.of(data.toString(), Integer.toString(items)))) {
            String last = "";
            for (Optional<String> line = child.line(); line.isPresent(); line = child.line()) {
                last = line.get();
                said.accept(last);
            }
            if (!last.startsWith(SizeRun.LAST)) {
                throw new IllegalStateException("The measured process ended before its run did, with " + HEAP
                        + "; what it complained of stands above");
            }
        }
    }
}
