package dev.trawl.systems.reddit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads what Reddit answered for a page of a listing. */
final class ListingPage {
    private static final String POST = "t3";
    private static final int SHOWN_CHARACTERS = 60;

    private final ListingSettings settings;

    ListingPage(ListingSettings settings) {
        this.settings = settings;
    }

    /** The page, or why the answer is none. */
    Listing read(byte[] body) {
        JsonNode answer;
        try {
            answer = Json.parse(body);
        } catch (JacksonException e) {
            return wrong("no JSON (" + e.getOriginalMessage() + "); it begins with: " + beginning(body));
        }
        JsonNode children = answer.path("data").path("children");
        if (!answer.path("kind").asString("").equals("Listing") || !children.isArray()) {
            return wrong("JSON, but no Listing; it begins with: " + beginning(body));
        }
        return page(children, answer.path("data").path("after"));
    }

    private Listing page(JsonNode children, JsonNode after) {
        List<Item> items = new ArrayList<>();
        for (JsonNode child : children) {
            Post post = new Post(child.path("data"));
            Optional<String> id = post.id().filter(ListingPage::fits);
            if (child.path("kind").asString("").equals(POST) && id.isEmpty()) {
                return wrong("a Listing with a post that has no name");
            }
            if (child.path("kind").asString("").equals(POST) && !(settings.skipOver18() && post.over18())) {
                items.add(new Item(id.orElseThrow(), PostTrim.of(post)));
            }
        }
        return new Listing.Page(items, Optional.of(after.asString("")).filter(token -> !token.isEmpty()));
    }

    private static boolean fits(String id) {
        return id.length() <= Item.KEY_BYTES_MAX / 3;
    }

    private Listing wrong(String found) {
        return new Listing.Failed(new Failure(
                "bad-body",
                "Listing r/" + settings.subreddit() + " needs Reddit's JSON (a Listing), but " + settings.reddit()
                        + " answered with " + found + ". No more posts are listed. "
                        + "Try again later; Reddit shows such pages to clients that it takes for robots"));
    }

    private static String beginning(byte[] body) {
        int length = Math.min(body.length, SHOWN_CHARACTERS);
        return new String(body, 0, length, UTF_8).replaceAll("\\s+", " ");
    }
}
