package dev.trawl.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The demo as a newcomer runs it. */
@Timeout(180)
final class DemoTest {
    private static final ChildTrawl.Setting NO_BROWSER =
            ChildTrawl.Setting.OF_COMMANDS.with(Map.of("TRAWL_BROWSER", "/nowhere/chromium"));

    @TempDir
    private Path root;

    private ChildTrawl.Ended demo(ChildTrawl.Setting setting, String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of("demo"));
        line.addAll(List.of(words));
        line.addAll(List.of("--data", root.resolve("data").toString()));
        try (ChildTrawl child = ChildTrawl.start(root, setting, line)) {
            return child.end();
        }
    }

    @ParameterizedTest
    @CsvSource({"reddit-pictures,all 40 posts are accounted for", "pages,all 48 pages are accounted for"})
    void everything_is_accounted_for(String name, String said) throws Exception {
        ChildTrawl.Ended ended = demo(ChildTrawl.Setting.OF_COMMANDS, name, "--items", "40");
        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("As it should be: " + said);
    }

    @Test
    void every_product_of_a_shop_has_the_price_that_its_page_means_also_when_it_is_shown_again() throws Exception {
        ChildTrawl.Ended ended = demo(NO_BROWSER, "offers", "--products", "100");
        assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.err())
                .contains("2 of 100 products are left out, as their pages are made by scripts", "/nowhere/chromium")
                .doesNotContain("no such table");
        assertThat(ended.out())
                .contains("cost ", "As it should be: all 98 products")
                .contains("checked   dead by http-503: 1", "checked   dead by nothing-extracted: 1");

        ChildTrawl.Ended again = demo(NO_BROWSER, "offers", "--products", "50", "--seed", "2", "--json", "--quiet");
        assertThat(again.status()).as(again.out() + again.err()).isZero();
        assertThat(again.document().at("/demo/held").asBoolean()).isTrue();
    }

    @Test
    void a_page_that_is_made_by_scripts_is_read_in_a_browser() throws Exception {
        ChildTrawl.Ended ended = demo(ChildTrawl.Setting.OF_COMMANDS, "offers", "--products", "6", "--seed", "90");
        assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.out()).contains("checked   pages made by scripts, read in a browser: 1", "all 6 products");
    }

    @Test
    void every_subscriber_that_can_be_reached_is_told_of_every_new_article_once_also_when_it_is_shown_again()
            throws Exception {
        ChildTrawl.Ended ended = demo(ChildTrawl.Setting.OF_COMMANDS, "feeds", "--feeds", "20");
        assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.out())
                .contains("nobody is told again", "As it should be: each of ")
                .contains("checked   subscribers that waited for the slow one: 0")
                .contains("checked   feeds that are asked for where they moved to, from now on: 1");

        try (TrawlFolder folder = new TrawlFolder(root, List.of())) {
            assertThat(folder.good("rows", "feeds", "--format", "jsonl").lines())
                    .hasSize(20)
                    .allMatch(feed -> feed.path("state").asString().equals("disabled"));
        }
        JsonNode again = demo(ChildTrawl.Setting.OF_COMMANDS, "feeds", "--feeds", "10", "--json")
                .document();
        assertThat(again.at("/demo/held").asBoolean()).isTrue();
        assertThat(again.at("/demo/runs")).hasSize(3);
        assertThat(again.at("/demo/checks"))
                .anyMatch(check -> check.path("what").asString().equals("webhooks that are not rightly signed"));
    }

    @Test
    void a_folder_with_feeds_of_somebodys_own_is_left_as_it_is() throws Exception {
        try (TrawlFolder folder = new TrawlFolder(root, List.of())) {
            folder.good("rows", "add", "feeds", "url=https://own.example/feed");
            ChildTrawl.Ended ended = folder.trawl("demo", "feeds", "--feeds", "10");
            assertThat(ended.status()).isEqualTo(3);
            assertThat(ended.err()).contains("https://own.example/feed", "no feed was touched", "--data DIR");
            assertThat(folder.good("rows", "feeds", "--format", "jsonl").lines())
                    .singleElement()
                    .satisfies(row -> assertThat(row.get("last_polled")).isEqualTo(Json.tree(null)));
        }
    }
}
