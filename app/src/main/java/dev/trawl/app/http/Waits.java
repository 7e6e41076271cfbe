package dev.trawl.app.http;

import dev.trawl.app.Visible;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a request wants to wait: gateways cut off what takes 30 s. */
final class Waits {
    /** The longest wait. */
    static final Duration LONGEST = Duration.ofSeconds(29);

    private static final Pattern PREFERENCE = Pattern.compile("(?i)\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(;.*)?");

    private Waits() {}

    /**
     * What the header {@code Prefer} says (RFC 7240, sections 4.1 and 4.3): so long, or not at all. A preference that makes no
     * sense is none, as it says there.
     */
    static Optional<Duration> preferred(Request request) {
        List<String> preferences = request.headers("Prefer").stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .toList();
        boolean async = preferences.stream()
                .anyMatch(each -> each.split(";", 2)[0].strip().equalsIgnoreCase("respond-async"));
        return preferences.stream()
                .map(PREFERENCE::matcher)
                .filter(Matcher::matches)
                .map(wait -> capped(wait.group(1)))
                .findFirst()
                .or(() -> async ? Optional.of(Duration.ZERO) : Optional.empty());
    }

    /** What {@code ?wait=} says. */
    static Optional<Duration> asked(Request request) {
        return request.query("wait").map(wait -> {
            if (!wait.matches("\\d{1,9}")) {
                throw Refusal.senseless("wait is a whole number of seconds, got: " + Visible.quoted(wait));
            }
            return capped(wait);
        });
    }

    static Duration capped(Duration wait) {
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static Duration capped(String seconds) {
        return capped(Duration.ofSeconds(Long.parseLong(seconds)));
    }
}
