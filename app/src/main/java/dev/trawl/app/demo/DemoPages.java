package dev.trawl.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A site to crawl: pages that link to each other in several spellings, old addresses that lead to new ones, links to what is
 * gone, what robots.txt forbids, what is busy at first, and what is not of this site.
 */
final class DemoPages {
    /** Where it begins. */
    static final String START = "http://pages.example/";

    private final Site site;
    private final int pages;
    private int old;
    private int gone;
    private int forbidden;

    private DemoPages(Site site, int pages) {
        this.site = site;
        this.pages = pages;
    }

    /** Puts a site of so many pages into the web, and says what must come of a crawl that follows its links. */
    static Expectation fill(Site site, int pages) {
        return new DemoPages(site, pages).fill();
    }

    private Expectation fill() {
        String rules = "User-agent: *\nDisallow: /private/\n";
        site.put(
                START + "robots.txt",
                new Reply(200, Map.of("Content-Type", "text/plain"), () -> rules.getBytes(UTF_8)));
        for (int page = 0; page < pages; page++) {
            put(page);
        }
        int items = pages + old + gone + forbidden;
        Map<String, Integer> dead = Map.of("http-404", gone, "robots", forbidden);
        return new Expectation(items, Map.of("pages", items), 0, dead);
    }

    private void put(int page) {
        List<String> links = new ArrayList<>(List.of("https://elsewhere.example/", "#top"));
        for (int child = 2 * page + 1; child <= Math.min(2 * page + 2, pages - 1); child++) {
            links.add(path(child));
            if (child % 10 == 3) {
                old++;
                links.add("/old/" + child);
                site.put(START + "old/" + child, Reply.redirect(path(child)));
            }
        }
        links.add("/p/../." + path(page / 3) + "#again");
        if (page % 25 == 4) {
            gone++;
            links.add("/gone/" + page + ".html");
        }
        if (page % 20 == 6) {
            forbidden++;
            links.add("/private/" + page + ".html");
        }
        Reply shown = Reply.html("", "Page " + page, links);
        String address = START + path(page).substring(1);
        if (page % 50 == 9) {
            site.put(address, Reply.status(503), shown);
        } else {
            site.put(address, shown);
        }
    }

    private static String path(int page) {
        return page == 0 ? "/" : "/p/" + page + ".html";
    }
}
