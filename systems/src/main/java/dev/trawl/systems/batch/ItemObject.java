package dev.trawl.systems.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Outcome;
import dev.trawl.core.Worker;
import dev.trawl.core.port.Objects;
import java.io.IOException;
import java.net.URLEncoder;

/** Stores each item as an object: {@code FOLDER/RUN/KEY.json}, where what may not stand in a file's name is escaped. */
final class ItemObject implements Worker {
    private static final String TYPE = "application/json";

    private final String folder;
    private final Objects objects;

    ItemObject(String folder, Objects objects) {
        this.folder = folder;
        this.objects = objects;
    }

    @Override
    public Outcome work(Item item, ItemContext context) throws IOException {
        try (Objects.Draft draft = objects.draft()) {
            draft.content().write(item.value().utf8());
            context.object(draft.publish(folder + "/" + context.run() + "/" + name(item.key()), TYPE));
        }
        return Outcome.DONE;
    }

    private static String name(String key) {
        return URLEncoder.encode(key, UTF_8) + ".json";
    }
}
