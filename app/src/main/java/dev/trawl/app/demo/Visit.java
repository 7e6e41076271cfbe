package dev.trawl.app.demo;

import java.util.Map;
import java.util.Optional;

/**
 * One request to the demo's web.
 *
 * @param target path and query, as they were sent
 * @param headers by their names in lower case; of several of a name the first
 * @param body what was sent, read as UTF-8, as far as it is read
 */
record Visit(String host, String target, Map<String, String> headers, String body) {
    /** Without the query. */
    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
