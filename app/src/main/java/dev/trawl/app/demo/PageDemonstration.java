package dev.trawl.app.demo;

import dev.trawl.core.Json;
import tools.jackson.databind.node.ObjectNode;

/** A site whose pages link to each other: it is crawled. */
final class PageDemonstration implements Demonstration {
    private static final int PAGES_MAX = 10_000;
    private static final int DEPTH = 100;

    @Override
    public String name() {
        return "pages";
    }

    @Override
    public String about() {
        return "a site to crawl: pages moved, gone, busy, or forbidden by robots.txt";
    }

    @Override
    public String things() {
        return "pages";
    }

    @Override
    public int most() {
        return PAGES_MAX;
    }

    @Override
    public Play play(Site site, Setting setting) {
        Expectation expected = DemoPages.fill(site, setting.count());
        ObjectNode input = Json.object().put("follow", true).put("depth", DEPTH);
        input.putArray("urls").add(DemoPages.START);
        return Play.of(Act.of("A site, from its first page on", name(), input, expected), expected.items() + " pages");
    }
}
