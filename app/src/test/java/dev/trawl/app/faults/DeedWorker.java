package dev.trawl.app.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Json;
import dev.trawl.core.Outcome;
import dev.trawl.core.Services;
import dev.trawl.core.StoredObject;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkerProvider;
import dev.trawl.core.port.Objects;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Does what a worker can do, as the item's number says: a row each; objects, some of the same content; kept
 * steps; items that fail once, that end dead, that emit another.
 */
public final class DeedWorker implements WorkerProvider {
    private static final int OBJECT_BYTES = 3_000;

    /** Items beyond have none: their syncs would take most of a long run's time. */
    private static final int OBJECTS_BELOW = 30;

    @Override
    public String name() {
        return "deeds";
    }

    @Override
    public Worker open(JsonNode settings, Services services) {
        Objects objects = services.get(Objects.class);
        return (item, context) -> work(objects, item, context);
    }

    private static Outcome work(Objects objects, Item item, ItemContext context)
            throws IOException, InterruptedException {
        int number = item.value().tree().intValue();
        boolean listed = item.key().startsWith("deed-");
        if (listed && number % 5 == 4 && context.attempt() == 1) {
            return new Outcome.Retry(new Failure("http-503", "busy"), Duration.ofMillis(1));
        }
        if (listed && number % 10 == 2) {
            context.emit(DeedSource.item("found-" + number, number));
        }
        Optional<String> object = listed && number % 3 == 0 && number < OBJECTS_BELOW
                ? Optional.of(store(objects, number, context))
                : Optional.empty();
        context.row("deeds", Map.of("key", item.key(), "value", number, "object", object.orElse("none")));
        return number % 7 == 5 ? Outcome.dead("http-404", "gone") : Outcome.DONE;
    }

    private static String store(Objects objects, int number, ItemContext context)
            throws IOException, InterruptedException {
        Json kept = context.once("store", () -> Json.of(Json.tree(publish(objects, number))));
        StoredObject stored = kept.as(StoredObject.class);
        context.object(stored);
        return stored.sha256();
    }

    private static StoredObject publish(Objects objects, int number) throws IOException {
        try (Objects.Draft draft = objects.draft()) {
            draft.content()
                    .write(Integer.toString(number % 4).repeat(OBJECT_BYTES).getBytes(UTF_8));
            return draft.publish("deeds/" + number % 2 + "/" + number, "text/plain");
        }
    }
}
