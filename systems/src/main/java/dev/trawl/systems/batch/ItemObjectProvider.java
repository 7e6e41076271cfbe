package dev.trawl.systems.batch;

import dev.trawl.core.Services;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkerProvider;
import dev.trawl.core.port.Objects;
import tools.jackson.databind.JsonNode;

/** The worker {@code object}: {@code {folder: NAME}}. */
public final class ItemObjectProvider implements WorkerProvider {
    private static final String FOLDER = "[a-z0-9][a-z0-9_-]{0,62}";

    /** For the service loader. */
    public ItemObjectProvider() {}

    @Override
    public String name() {
        return "object";
    }

    @Override
    public Worker open(JsonNode settings, Services services) {
        String folder = settings.path("folder").asString("");
        if (!folder.matches(FOLDER)) {
            throw new IllegalArgumentException(
                    "folder takes lower-case letters, digits, - and _, such as batch; got: \"" + folder + "\"");
        }
        return new ItemObject(folder, services.get(Objects.class));
    }
}
