package dev.trawl.app.demo;

import dev.trawl.core.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A web that looks like Reddit, imgur and others: the top posts of r/pictures, of every kind that there is, and all that
 * they link to.
 */
final class PictureDemonstration implements Demonstration {
    static final String SUBREDDIT = "pictures";

    /** As Reddit lists no more. */
    private static final int POSTS_MAX = 1_000;

    private static final String LISTING = "/r/" + SUBREDDIT + "/top.json";

    @Override
    public String name() {
        return "reddit-pictures";
    }

    @Override
    public String about() {
        return "posts of a subreddit and their pictures: some gone, refused or broken";
    }

    @Override
    public String things() {
        return "posts";
    }

    @Override
    public int most() {
        return POSTS_MAX;
    }

    @Override
    public Play play(Site site, Setting setting) {
        Expectation expected = fill(site, setting.seed(), setting.count());
        return Play.of(
                Act.of(
                        "The top posts of r/" + SUBREDDIT,
                        name(),
                        Json.object().put("subreddit", SUBREDDIT).put("limit", setting.count()),
                        expected),
                setting.count() + " posts");
    }

    /** Puts so many posts into a web, and says what must come of a run that takes them all. */
    static Expectation fill(Site site, long seed, int posts) {
        DemoPosts demo = new DemoPosts(seed, site, SUBREDDIT);
        List<Recipe> recipes = new ArrayList<>();
        Expectation expected = Expectation.NO_POSTS;
        Random random = new Random(seed);
        for (int n = 0; n < posts; n++) {
            if (recipes.isEmpty()) {
                recipes.addAll(Recipe.hundred());
                Collections.shuffle(recipes, random);
            }
            expected = expected.plus(recipes.removeLast().make(demo));
        }
        DemoListing listing = new DemoListing(demo.all());
        site.put(
                "www.reddit.com",
                visit -> visit.path().equals(LISTING) ? listing.page(visit.target()) : Reply.status(404));
        return expected;
    }
}
