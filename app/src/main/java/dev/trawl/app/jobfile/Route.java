package dev.trawl.app.jobfile;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a job is started over HTTP.
 *
 * @param path begins with {@code /}; a part in braces is an input
 */
public record Route(String method, String path) {
    /** What a route looks like, for messages. */
    static final String TAKES = "a method and a path, such as POST /r/{subreddit}";

    /** Segments of letters, digits and {@code -._~}, or one input in braces. */
    static final String PATTERN = "(POST|PUT) (/([A-Za-z0-9._~-]+|\\{[a-z][a-z0-9_]*\\}))+";

    private static final Pattern INPUT = Pattern.compile("\\{([a-z0-9_]+)\\}");

    /** Reads one. */
    public static Route parse(String text) {
        if (!text.matches(PATTERN)) {
            throw new IllegalArgumentException("takes " + TAKES + ", got: " + text);
        }
        int space = text.indexOf(' ');
        return new Route(text.substring(0, space), text.substring(space + 1));
    }

    /** The inputs that the path names, in order. */
    public List<String> inputs() {
        Matcher input = INPUT.matcher(path);
        return input.results().map(found -> found.group(1)).toList();
    }
}
