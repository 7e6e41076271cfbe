package dev.trawl.app.demo;

import dev.trawl.core.Json;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers a subreddit's listing as Reddit does, a page at a time. */
final class DemoListing {
    private static final int PAGE_POSTS_MAX = 100;
    private static final int PAGE_POSTS_STANDARD = 25;
    private static final Pattern LIMIT = Pattern.compile("[?&]limit=(\\d{1,4})(&|$)");
    private static final Pattern AFTER = Pattern.compile("[?&]after=(t3_\\w+)(&|$)");

    private final List<ObjectNode> posts;

    DemoListing(List<ObjectNode> posts) {
        this.posts = List.copyOf(posts);
    }

    /** The page that a query asks for. */
    Reply page(String target) {
        int from = after(target);
        int to = Math.min(posts.size(), from + limit(target));
        ObjectNode listing = Json.object().put("kind", "Listing");
        ObjectNode page = listing.putObject("data");
        ArrayNode children = page.putArray("children");
        posts.subList(from, to)
                .forEach(post -> children.addObject().put("kind", "t3").set("data", post));
        page.put("after", to < posts.size() && to > 0 ? name(to - 1) : null);
        return Reply.json(() -> Json.of(listing).utf8());
    }

    private int after(String target) {
        Matcher after = AFTER.matcher(target);
        int at = after.find() ? 0 : posts.size();
        if (at == posts.size()) {
            return 0;
        }
        while (at < posts.size() && !name(at).equals(after.group(1))) {
            at++;
        }
        return Math.min(at + 1, posts.size());
    }

    private static int limit(String target) {
        Matcher limit = LIMIT.matcher(target);
        int asked = limit.find() ? Integer.parseInt(limit.group(1)) : PAGE_POSTS_STANDARD;
        return Math.clamp(asked, 1, PAGE_POSTS_MAX);
    }

    private String name(int at) {
        return posts.get(at).path("name").asString();
    }
}
