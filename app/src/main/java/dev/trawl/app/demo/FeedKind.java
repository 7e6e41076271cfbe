package dev.trawl.app.demo;

import java.util.List;
import java.util.Optional;

/** How a feed of the demo is written, or why there is none. */
enum FeedKind {
    RSS,
    ATOM,
    JSON,
    /** RSS with entities that nobody declared and bare ampersands. */
    ENTITIES,
    /** RSS that is not in the encoding that it declares. */
    MISCODED,
    /** RSS whose articles have neither names nor dates. */
    UNNAMED,
    /** RSS that has moved for good. */
    MOVED,
    /** 410. */
    GONE("http-410"),
    /** A page in place of the feed. */
    NO_FEED("bad-body"),
    /** 503 for ever. */
    DOWN("http-503");

    /** In this order, again and again. */
    private static final List<FeedKind> ROUND = List.of(
            RSS, ATOM, JSON, ENTITIES, MOVED, GONE, NO_FEED, DOWN, UNNAMED, MISCODED, RSS, ATOM, JSON, RSS, ATOM, JSON,
            RSS, ATOM, JSON, RSS);

    private final Optional<String> problem;

    FeedKind() {
        problem = Optional.empty();
    }

    FeedKind(String problem) {
        this.problem = Optional.of(problem);
    }

    /** That of a feed. */
    static FeedKind of(int number) {
        return ROUND.get(number % ROUND.size());
    }

    /** Why a poll of it fails; empty where it has articles. */
    Optional<String> problem() {
        return problem;
    }

    /** Whether its server names a validator, and answers 304 to whoever has what it has. */
    boolean validated() {
        return this == RSS || this == ATOM || this == JSON;
    }
}
