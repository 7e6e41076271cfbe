package dev.trawl.systems.reddit;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How subreddits are named; what is named otherwise has no place in a path or in an object's key. */
final class SubredditName {
    /** Subreddits, users' profiles ({@code u_NAME}) and the few old ones with a dot. */
    private static final Pattern ONE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}");

    /** Several at once are joined by a plus. */
    private static final Pattern SOME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.+-]{0,999}");

    private SubredditName() {}

    /** The setting {@code subreddit}, with or without {@code r/} before it. */
    static String of(Settings settings) {
        String text = settings.text("subreddit").orElse("");
        String name = text.replaceFirst("^/?r/", "");
        if (!SOME.matcher(name).matches()) {
            throw settings.wrong("subreddit", "the name of a subreddit, such as earthporn", text);
        }
        return name;
    }

    /** As a folder; empty where it could be none. */
    static Optional<String> folder(String name) {
        return Optional.of(name).filter(n -> ONE.matcher(n).matches()).map(n -> n.toLowerCase(Locale.ROOT));
    }
}
