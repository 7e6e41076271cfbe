package dev.trawl.app.demo;

import java.util.List;

/** One thing that {@code trawl demo} shows: what its web serves, which jobs are run over it, and what must come out. */
public interface Demonstration {
    /** All of them, the standard one first. */
    List<Demonstration> ALL = List.of(
            new PictureDemonstration(), new PageDemonstration(), new OfferDemonstration(), new FeedDemonstration());

    /** What it is called: the job that it runs first. */
    String name();

    /** What its web serves, and what is done with it; a line for people, without a full stop. */
    String about();

    /** What its web has many of, such as {@code posts}. */
    String things();

    /** The most of them that it can have. */
    int most();

    /** Fills a web that nobody asks yet, and says what is run over it. The same setting is the same web and the same play. */
    Play play(Site site, Setting setting);
}
