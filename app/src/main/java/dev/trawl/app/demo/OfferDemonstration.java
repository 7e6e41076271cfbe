package dev.trawl.app.demo;

import dev.trawl.core.Json;
import dev.trawl.web.browser.BrowserProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** A shop with its catalogue in a SQLite file: what does every product cost? */
final class OfferDemonstration implements Demonstration {
    /** In the data folder. */
    static final String CATALOGUE = "demo-shop.db";

    private static final int PRODUCTS_MAX = 100_000;
    private static final String RETRIES = "200ms,400ms,800ms";

    @Override
    public String name() {
        return "offers";
    }

    @Override
    public String about() {
        return "a shop with its catalogue: what does every product cost?";
    }

    @Override
    public String things() {
        return "products";
    }

    @Override
    public int most() {
        return PRODUCTS_MAX;
    }

    @Override
    public Play play(Site site, Setting setting) {
        BrowserProgram program = new BrowserProgram(setting.environment());
        boolean browser = program.find().isPresent();
        Shop shop = new Shop(setting.seed(), setting.count(), browser);
        shop.open(site);
        Catalogue catalogue = new Catalogue(setting.data().resolve(CATALOGUE));
        Expectation expected = expectation(shop);
        Act act = new Act(
                "What every product costs",
                name(),
                Json.object().put("retries", RETRIES),
                _ -> catalogue.fill(shop.all().iterator()),
                (_, document) -> checks(document, expected, catalogue, shop));
        return new Play(
                List.of(act),
                Map.of("CATALOGUE_URL", catalogue.url(), "CATALOGUE_USER", "", "CATALOGUE_PASSWORD", ""),
                browser ? List.of() : List.of(leftOut(setting, expected, program)),
                "all " + expected.items()
                        + " products have the price that their page means, or the reason why they have none");
    }

    private static Expectation expectation(Shop shop) {
        Map<String, Integer> dead = new TreeMap<>();
        shop.all()
                .flatMap(goods -> goods.shelf().problem().stream())
                .forEach(reason -> dead.merge(reason, 1, Integer::sum));
        int items = (int) shop.all().count();
        return new Expectation(items, Map.of("offers_raw", items), 0, dead);
    }

    private static String leftOut(Setting setting, Expectation expected, BrowserProgram program) {
        return setting.count() - expected.items() + " of " + setting.count()
                + " products are left out, as their pages are made by scripts: " + program.missing();
    }

    private static List<Check> checks(JsonNode document, Expectation expected, Catalogue catalogue, Shop shop)
            throws IOException {
        List<Check> checks = new ArrayList<>(expected.checks(document));
        checks.addAll(catalogue.checks(document.path("run").asString(""), shop));
        return checks;
    }
}
