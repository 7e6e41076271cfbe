package dev.trawl.local.sqlite;

import dev.trawl.core.Json;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Which kept files the input of a run names. */
final class InputHashes {
    private InputHashes() {}

    /** Adds them to a set; whether there were any. */
    static boolean into(Set<String> named, byte[] input) {
        boolean any = false;
        for (JsonNode value : Json.ofUtf8(input).tree()) {
            if (value.isObject() && value.has("sha256")) {
                any |= named.add(value.get("sha256").asString(""));
            }
        }
        return any;
    }
}
