package dev.trawl.systems.pages;

import dev.trawl.core.Failure;
import dev.trawl.core.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far the listing of a sitemap is; its text is the token.
 *
 * @param path of the file that is listed next: for each index on the way, the number of the entry
 * @param from the entry to go on with
 * @param sum of the file's entries when it was begun; 0 where it was not
 * @param files how many files the listing has come to
 * @param trouble the first of the files that could not be read: the listing fails for it at its end
 */
record SitemapPlace(List<Integer> path, int from, long sum, int files, Optional<Failure> trouble) {
    /** The file that was named. */
    static final SitemapPlace START = new SitemapPlace(List.of(), 0, 0, 1, Optional.empty());

    private static final int OVER = -1;

    SitemapPlace {
        path = List.copyOf(path);
    }

    /** Further on in the same file. */
    SitemapPlace at(int entry, long sumOfFile) {
        return new SitemapPlace(path, entry, sumOfFile, files, trouble);
    }

    /** The first entry of this index. */
    SitemapPlace inside() {
        List<Integer> longer = new ArrayList<>(path);
        longer.add(0);
        return new SitemapPlace(longer, 0, 0, files + 1, trouble);
    }

    /** The next entry of the index that this file is in. */
    SitemapPlace beside() {
        List<Integer> next = new ArrayList<>(path);
        next.set(next.size() - 1, next.getLast() + 1);
        return new SitemapPlace(next, 0, 0, files + 1, trouble);
    }

    /** The index that this file is in. */
    SitemapPlace outside() {
        return new SitemapPlace(path.subList(0, path.size() - 1), 0, 0, files, trouble);
    }

    /** Behind everything: nothing is left but to fail. */
    SitemapPlace over() {
        return new SitemapPlace(List.of(), OVER, 0, files, trouble);
    }

    boolean isOver() {
        return from == OVER;
    }

    /** The same, with what is wrong on the way; the first trouble stays. */
    SitemapPlace with(Optional<Failure> wrong) {
        return trouble.isPresent() || wrong.isEmpty() ? this : new SitemapPlace(path, from, sum, files, wrong);
    }

    static SitemapPlace parse(String token) {
        JsonNode tree = Json.parse(token).tree();
        Optional<Failure> trouble = Optional.ofNullable(tree.get("reason"))
                .map(reason ->
                        new Failure(reason.stringValue(), tree.path("message").asString("")));
        return new SitemapPlace(
                tree.get("path").valueStream().map(JsonNode::intValue).toList(),
                tree.get("from").intValue(),
                tree.get("sum").longValue(),
                tree.get("files").intValue(),
                trouble);
    }

    String token() {
        ObjectNode tree = Json.object();
        ArrayNode numbers = tree.putArray("path");
        path.forEach(numbers::add);
        tree.put("from", from).put("sum", sum).put("files", files);
        trouble.ifPresent(why -> tree.put("reason", why.reason()).put("message", why.message()));
        return tree.toString();
    }
}
