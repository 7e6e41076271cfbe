package dev.trawl.app.demo;

import java.util.Optional;

/** What the page of a product is like. Of a hundred products, so many are on each. */
enum Shelf {
    /** Its offer is said in JSON-LD. */
    LINKED(27),
    /** The same, with the price that is struck out. */
    LINKED_SALE(8),
    /** Several sellers: the lowest price counts. */
    AGGREGATE(5),
    MICRODATA(14),
    /** Microdata whose price is the text that people see. */
    MICRODATA_TEXT(6),
    OPEN_GRAPH(8),
    OPEN_GRAPH_SALE(4),
    /** Text alone: nothing is said to machines. */
    TEXT(6),
    TEXT_SALE(5),
    /** Out of stock, with a price. */
    SOLD_OUT(4),
    /** Out of stock, without one. */
    SOLD_OUT_UNPRICED(2),
    /** Empty until its scripts have run. */
    SCRIPTED(2),
    /** Moved to another address. */
    MOVED(1),
    /** 503 at first. */
    BUSY(2),
    GONE(2, "http-404"),
    /** 503 for ever. */
    DOWN(1, "http-503"),
    /** A question for people in place of the product. */
    CAPTCHA(1, "nothing-extracted"),
    /** Where robots.txt lets nobody in. */
    FORBIDDEN(1, "robots"),
    /** The catalogue has no address of it. */
    NOWHERE(1, "bad-url");

    private static final int ALL = 100;

    /** Without a common divisor with 100, so that a hundred numbers in a row are on all places. */
    private static final int STEP = 37;

    private final int share;
    private final Optional<String> problem;

    Shelf(int share) {
        this(share, Optional.empty());
    }

    Shelf(int share, String problem) {
        this(share, Optional.of(problem));
    }

    Shelf(int share, Optional<String> problem) {
        this.share = share;
        this.problem = problem;
    }

    /** That of a product. */
    static Shelf of(long seed, int number) {
        long place = Math.floorMod(seed * 11 + (long) number * STEP, (long) ALL);
        for (Shelf shelf : values()) {
            place -= shelf.share;
            if (place < 0) {
                return shelf;
            }
        }
        throw new IllegalStateException("The shares of all shelves are " + ALL);
    }

    /** Why a product of it has no price in the end; empty where it has one, or is sold out. */
    Optional<String> problem() {
        return problem;
    }

    boolean soldOut() {
        return this == SOLD_OUT || this == SOLD_OUT_UNPRICED;
    }

    /** Whether it names what the product cost before. */
    boolean reduced() {
        return this == LINKED_SALE || this == OPEN_GRAPH_SALE || this == TEXT_SALE;
    }
}
