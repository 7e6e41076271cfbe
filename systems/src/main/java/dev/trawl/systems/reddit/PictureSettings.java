package dev.trawl.systems.reddit;

import tools.jackson.databind.JsonNode;

/**
 * Which pictures are stored.
 *
 * @param subreddit of posts that do not name theirs
 * @param pages whether the pictures that web pages name as their own are wanted
 */
record PictureSettings(String subreddit, boolean pages) {
    /** Reads the job file's. */
    static PictureSettings of(JsonNode values) {
        Settings settings = new Settings("worker reddit-pictures", values);
        return new PictureSettings(SubredditName.of(settings), settings.truth("pages"));
    }
}
