package dev.trawl.systems.batch;

import dev.trawl.core.Outcome;
import dev.trawl.core.Services;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkerProvider;
import java.util.Iterator;
import tools.jackson.databind.JsonNode;

/** The worker {@code nothing}: every item is done at once. For trying out sources and triggers, and for measuring them. */
public final class NothingProvider implements WorkerProvider {
    /** For the service loader. */
    public NothingProvider() {}

    @Override
    public String name() {
        return "nothing";
    }

    @Override
    public Worker open(JsonNode settings, Services services) {
        Iterator<String> names = settings.propertyNames().iterator();
        if (names.hasNext()) {
            throw new IllegalArgumentException("nothing takes no settings, got: " + names.next());
        }
        return (_, _) -> Outcome.DONE;
    }
}
