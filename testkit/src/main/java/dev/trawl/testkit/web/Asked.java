package dev.trawl.testkit.web;

import java.util.Map;

/**
 * A request as it came.
 *
 * @param target path and query, as sent
 * @param headers by lower-case name; of repeated ones the last
 * @param connection counts the server's connections from 1
 */
public record Asked(String method, String target, Map<String, String> headers, int connection) {
    public Asked {
        headers = Map.copyOf(headers);
    }

    /** The target without its query. */
    public String path() {
        return target.replaceFirst("\\?.*", "");
    }

    /** What the query says about a name; empty where it says nothing. Nothing is unescaped. */
    public String query(String name) {
        String query = target.replaceFirst("^[^?]*\\??", "");
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return "";
    }

    /** A header; empty where there is none. */
    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }
}
