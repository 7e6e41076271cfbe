package dev.trawl.systems.reddit;

import dev.trawl.web.BadAddress;
import dev.trawl.web.WebAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What is listed.
 *
 * @param reddit where Reddit is, without a slash at its end
 * @param limit how many different posts
 * @param time of which span the top posts are
 */
record ListingSettings(String reddit, String subreddit, int limit, String time, boolean skipOver18) {
    /** The most posts that Reddit lists. */
    static final int LIMIT_MAX = 1_000;

    private static final int LIMIT_STANDARD = 100;

    /** The most posts that Reddit gives at once. */
    private static final int PAGE_POSTS_MAX = 100;

    private static final List<String> TIMES = List.of("hour", "day", "week", "month", "year", "all");

    /** Reads the job file's. */
    static ListingSettings of(JsonNode values) {
        Settings settings = new Settings("source reddit", values);
        String reddit = settings.text("reddit").orElse(Post.REDDIT).replaceFirst("/+$", "");
        try {
            WebAddress.parse(reddit);
        } catch (BadAddress e) {
            throw settings.wrong("reddit", "an http or https address", reddit);
        }
        String time = settings.text("time").orElse("all");
        if (!TIMES.contains(time)) {
            throw settings.wrong("time", "one of " + String.join(", ", TIMES), time);
        }
        int limit = settings.whole("limit", LIMIT_STANDARD, LIMIT_MAX);
        return new ListingSettings(reddit, SubredditName.of(settings), limit, time, settings.truth("skip_over_18"));
    }

    /** Whether it is Reddit itself that is asked, and not something in its place. */
    boolean atHome() {
        return reddit.equals(Post.REDDIT);
    }

    /** Under which path every page is; a redirect out of it leaves the subreddit. */
    String folder() {
        return WebAddress.parse(reddit + "/r/" + subreddit + "/").target();
    }

    /** Where one page is. */
    WebAddress page(String at, Optional<String> after) {
        String token = after.map(text -> "&after=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                .orElse("");
        return WebAddress.parse(at + "/r/" + subreddit + "/top.json?t=" + time + "&limit="
                + Math.min(PAGE_POSTS_MAX, limit) + token + "&raw_json=1");
    }
}
