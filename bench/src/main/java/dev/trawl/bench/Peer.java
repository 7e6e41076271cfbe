package dev.trawl.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * Another crawler, with the same work in its own words.
 *
 * @param script of ours that drives it, beside this class
 * @param install commands that bring the newest one from its registry into the folder that they run in
 * @param run the command that crawls, in the same folder; what to crawl is put behind it
 */
public record Peer(String name, String script, List<List<String>> install, List<String> run) {
    /** All that are measured. */
    public static final List<Peer> ALL = List.of(
            new Peer(
                    "Scrapy",
                    "scrapy_pages.py",
                    List.of(
                            List.of("python3", "-m", "venv", "venv"),
                            List.of("venv/bin/pip", "install", "--quiet", "--upgrade", "scrapy")),
                    List.of("venv/bin/python", "scrapy_pages.py")),
            new Peer(
                    "Crawlee",
                    "crawlee_pages.mjs",
                    List.of(List.of("npm", "install", "--silent", "--no-save", "@crawlee/cheerio@latest")),
                    List.of("node", "crawlee_pages.mjs")),
            new Peer(
                    "Colly",
                    "colly_pages.go",
                    List.of(
                            List.of("rm", "-f", "go.mod", "go.sum"),
                            List.of("go", "mod", "init", "pages"),
                            List.of("go", "get", "github.com/gocolly/colly/v2@latest"),
                            List.of("go", "mod", "tidy"),
                            List.of("go", "build", "-o", "colly_pages", ".")),
                    List.of("./colly_pages")));

    /**
     * Those that show pages in a browser.
     *
     * @param program of the browser
     */
    public static List<Peer> browsers(Path program) {
        return List.of(crawlee("CrawleeBrowser", program, "shared"), crawlee("CrawleeContexts", program, "own"));
    }

    /** @param contexts {@code own} where every page has a browser context of its own */
    private static Peer crawlee(String name, Path program, String contexts) {
        return new Peer(
                name,
                "crawlee_browser.mjs",
                List.of(List.of(
                        "env",
                        "PUPPETEER_SKIP_DOWNLOAD=1",
                        "npm",
                        "install",
                        "--silent",
                        "--no-save",
                        "@crawlee/puppeteer@latest",
                        "puppeteer@latest")),
                List.of("node", "crawlee_browser.mjs", program.toString(), contexts));
    }
}
