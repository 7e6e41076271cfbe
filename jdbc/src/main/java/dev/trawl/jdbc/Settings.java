package dev.trawl.jdbc;

import dev.trawl.core.ClosestWord;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Settings of a job file by their names. */
final class Settings {
    private Settings() {}

    /** Refuses what is none of the known ones. */
    static void requireKnown(JsonNode settings, List<String> known) {
        for (String name : settings.propertyNames()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("jdbc has no setting " + name + "; known are "
                        + String.join(", ", known) + ClosestWord.hint(name, known));
            }
        }
    }
}
