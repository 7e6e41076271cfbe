package dev.trawl.web;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A request on its way through redirects: where it is, where it was, and how much of its time is left. For one thread. */
final class Journey {
    /** Redirects that are followed. */
    static final int REDIRECTS_MAX = 10;

    /** What goes along to another origin; anything else may be meant for the first one only. */
    private static final Set<String> HEADERS_FOR_ALL =
            Set.of("accept", "accept-language", "if-none-match", "if-modified-since");

    private static final Set<String> CONDITIONS = Set.of("if-none-match", "if-modified-since");

    /** Redirects of a POST that is to be a POST at the target, too. */
    private static final Set<Integer> KEEPING = Set.of(307, 308);

    private final FetchRequest request;
    private final Optional<Posting> posting;
    private final Set<String> seen = new LinkedHashSet<>();
    private WebAddress at;
    private Duration left;

    Journey(FetchRequest request, Optional<Posting> posting) {
        this.request = request;
        this.posting = posting;
        this.at = request.address();
        this.left = request.timeout();
        seen.add(at.toString());
    }

    FetchRequest request() {
        return request;
    }

    /** What is posted; empty where nothing is, but asked. */
    Optional<Posting> posting() {
        return posting;
    }

    WebAddress at() {
        return at;
    }

    Duration left() {
        return left;
    }

    void spent(Duration time) {
        left = time.isNegative() ? left : left.minus(time);
    }

    /** Goes on to the target of a redirect; false where it was there before, or went too far. */
    boolean moveTo(WebAddress target) {
        at = target;
        return seen.add(target.toString()) && seen.size() <= REDIRECTS_MAX + 1;
    }

    /** Whether a redirect is followed: of what is posted only one that keeps what it is, and no more than are wanted. */
    boolean follows(int status) {
        return posting.map(sent -> KEEPING.contains(status) && seen.size() <= sent.redirects())
                .orElse(true);
    }

    /** Whether the request wants to stop at a target. */
    boolean stopsAt(WebAddress target) {
        return request.stops().stream().anyMatch(target.toString()::startsWith);
    }

    /** Whether it asks only for what has changed (RFC 9110, section 13.1). */
    boolean conditional() {
        return request.headers().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(CONDITIONS::contains);
    }

    /** The headers for where it is. */
    Map<String, String> headers() {
        boolean home = at.origin().equals(request.address().origin());
        return request.headers().entrySet().stream()
                .filter(header ->
                        home || HEADERS_FOR_ALL.contains(header.getKey().toLowerCase(Locale.ROOT)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
