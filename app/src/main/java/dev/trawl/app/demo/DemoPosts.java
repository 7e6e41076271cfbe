package dev.trawl.app.demo;

import dev.trawl.core.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Makes posts that look like Reddit's, and puts what they link to into the web. */
final class DemoPosts {
    private static final List<String> WORDS = List.of(
            "Morning", "over", "the", "harbour", "an", "old", "bridge", "my", "first", "attempt", "at", "blue", "hills",
            "rain", "and", "two", "foxes");
    private static final long FIRST_POSTED = 1_700_000_000L;
    private static final int SECONDS_BETWEEN = 4_711;

    private final long seed;
    private final Site site;
    private final String subreddit;
    private final List<ObjectNode> posts = new ArrayList<>();
    private int pictures;

    DemoPosts(long seed, Site site, String subreddit) {
        this.seed = seed;
        this.site = site;
        this.subreddit = subreddit;
    }

    List<ObjectNode> all() {
        return posts;
    }

    /** How many there are; the next one's number. */
    int count() {
        return posts.size();
    }

    /** One more. */
    ObjectNode post(String url) {
        ObjectNode post = fields("demo" + count());
        post.put("url", url);
        posts.add(post);
        return post;
    }

    /** A post that is in no listing, for others to show. */
    ObjectNode fields(String id) {
        int n = count();
        ObjectNode post = Json.object();
        post.put("id", id).put("name", "t3_" + id).put("subreddit", subreddit);
        post.put("title", title(n)).put("author", "painter" + n % 23);
        post.put("permalink", "/r/" + subreddit + "/comments/" + id + "/");
        post.put("score", 90_000 - 137L * n)
                .put("over_18", false)
                .put("is_self", false)
                .put("is_video", false);
        post.put("created_utc", FIRST_POSTED + (double) SECONDS_BETWEEN * n);
        return post.putNull("removed_by_category");
    }

    /** A new picture at an address. */
    String picture(String address, Drawing.Format format) {
        site.put(address, Reply.picture(drawing(format)));
        return address;
    }

    /** Another picture each time. */
    Drawing drawing(Drawing.Format format) {
        pictures++;
        return new Drawing(seed * 1_000_003 + pictures, format);
    }

    Site site() {
        return site;
    }

    /** A name that is used once. */
    String name() {
        return "p" + count() + "x" + Long.toString(Math.floorMod(seed, 46_656L), 36);
    }

    private static String title(int n) {
        StringBuilder title = new StringBuilder();
        for (int at = 0; at < 4; at++) {
            title.append(at == 0 ? "" : " ").append(WORDS.get((n * 7 + at * (n % 5 + 3)) % WORDS.size()));
        }
        return title.append(" #").append(n).toString();
    }
}
