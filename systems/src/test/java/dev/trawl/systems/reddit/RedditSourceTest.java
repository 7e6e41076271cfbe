package dev.trawl.systems.reddit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.Listing;
import dev.trawl.core.Source;
import dev.trawl.testkit.FakeAttempt;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

final class RedditSourceTest {
    private static final String FIRST = "https://www.reddit.com/r/Tests/top.json?t=all&limit=100&raw_json=1";
    private final FakeWeb web = new FakeWeb();

    @Test
    void a_page_has_an_item_per_post_and_names_the_next_one() throws Exception {
        web.put(FIRST, listing("'t3_x1'", child("'name': 't3_a'"), child("'name': 't3_b', 'over_18': true")));
        Listing.Page page = (Listing.Page) read(Optional.empty());
        assertThat(page.items()).extracting(Item::key).containsExactly("a", "b");
        assertThat(page.next()).contains("t3_x1");
    }

    @Test
    void the_next_page_is_asked_for_by_its_token() throws Exception {
        web.put(FIRST.replace("&raw", "&after=t3_x%261&raw"), listing("null", child("'name': 't3_c'")));
        Listing.Page page = (Listing.Page) read(Optional.of("t3_x&1"));
        assertThat(page.items()).extracting(Item::key).containsExactly("c");
        assertThat(page.next()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "100, 100", "150, 100", "1000, 100"})
    void no_page_is_asked_for_more_than_a_hundred_posts(int limit, int asked) throws Exception {
        Source source = source("'limit': " + limit + ", 'time': 'week'");
        source.page(Optional.empty(), FakeAttempt.first(4));
        assertThat(web.asked()).singleElement().asString().contains("t=week&limit=" + asked + "&");
        assertThat(source.itemsMax()).isEqualTo(limit);
    }

    @Test
    void posts_over_eighteen_are_no_items_when_they_are_skipped() throws Exception {
        web.put(FIRST, listing("null", child("'name': 't3_a', 'over_18': true"), child("'name': 't3_b'")));
        Listing.Page page =
                (Listing.Page) source("'skip_over_18': 'true'").page(Optional.empty(), FakeAttempt.first(4));
        assertThat(page.items()).extracting(Item::key).containsExactly("b");
    }

    @Test
    void what_is_no_post_is_passed_over() throws Exception {
        web.put(FIRST, listing("null", "{'kind': 't5', 'data': {'name': 't5_x'}}", child("'name': 't3_b'")));
        assertThat(((Listing.Page) read(Optional.empty())).items()).hasSize(1);
    }

    @Test
    void reddit_may_be_elsewhere() throws Exception {
        web.put(
                "http://127.0.0.1:8080/r/Tests/top.json?t=all&limit=100&raw_json=1",
                listing("null", child("'name': 't3_a'")));
        assertThat(source("'reddit': 'http://127.0.0.1:8080/'").page(Optional.empty(), FakeAttempt.first(4)))
                .isInstanceOf(Listing.Page.class);
    }

    @Test
    void a_redirect_within_the_subreddit_is_followed() throws Exception {
        web.put(FIRST, FakeWeb.redirect("https://old.reddit.com/r/tests/top.json?limit=100"));
        web.put("https://old.reddit.com/r/tests/top.json?limit=100", listing("null", child("'name': 't3_a'")));
        assertThat(read(Optional.empty())).isInstanceOf(Listing.Page.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/subreddits/search.json?q=tests", "/r/Testsuite/top.json", "/"})
    void a_redirect_away_from_the_subreddit_fails_the_listing(String target) throws Exception {
        web.put(FIRST, FakeWeb.redirect(target));
        web.put("https://www.reddit.com" + target, listing("null", child("'name': 't3_a'")));
        assertThat(failure()).satisfies(why -> {
            assertThat(why.reason()).isEqualTo("bad-redirect");
            assertThat(why.message()).contains("r/Tests", target);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!doctype html><title>Reddit</title>",
                "{\"kind\": \"Listing\", \"data\": {\"children\": [",
                "{\"kind\": \"t5\", \"data\": {\"children\": []}}",
                "{\"kind\": \"Listing\", \"data\": {}}",
                "[]",
                "null",
                "",
                "{\"kind\": \"Listing\", \"data\": {\"children\": [{\"kind\": \"t3\", \"data\": {\"title\": \"no name\"}}]}}",
            })
    void what_is_no_listing_fails_it(String body) throws Exception {
        web.put(FIRST, FakeWeb.body(body.getBytes(UTF_8)));
        assertThat(failure()).satisfies(why -> {
            assertThat(why.reason()).isEqualTo("bad-body");
            assertThat(why.message()).contains("r/Tests", "JSON", "Listing");
        });
    }

    @ParameterizedTest
    @CsvSource({"403, private", "404, banned"})
    void reddits_own_word_for_it_is_named(int status, String reason) throws Exception {
        web.put(FIRST, new FakeWeb.Reply.Status(status, "{\"reason\": \"" + reason + "\"}", Duration.ZERO));
        assertThat(failure()).satisfies(why -> {
            assertThat(why.reason()).isEqualTo("http-" + status);
            assertThat(why.message()).startsWith("r/Tests is " + reason + " (http-" + status + ")");
        });
    }

    @Test
    void a_subreddit_that_is_not_there_is_named() throws Exception {
        web.put(FIRST, new FakeWeb.Reply.Status(404, "<h1>", Duration.ZERO));
        assertThat(failure().reason()).isEqualTo("http-404");
        assertThat(failure().message()).contains("r/Tests", "not found", "Check the name");
    }

    @Test
    void what_fails_for_now_is_asked_again_as_late_as_reddit_wants() throws Exception {
        web.put(FIRST, new FakeWeb.Reply.Status(429, "{}", Duration.ofSeconds(7)));
        Listing.Retry retry = (Listing.Retry) read(Optional.empty());
        assertThat(retry.after()).isEqualTo(Duration.ofSeconds(7));
        assertThat(retry.why().reason()).isEqualTo("http-429");
        assertThat(retry.why().message())
                .contains("r/Tests", "too many requests")
                .doesNotContain("Check the name");
    }

    @Test
    void a_held_host_is_waited_for_without_an_attempt() throws Exception {
        web.put(FIRST, FakeWeb.held(Duration.ofSeconds(9)));
        assertThat(read(Optional.empty())).isEqualTo(new Listing.Unfinished(Duration.ofSeconds(9)));
    }

    @Test
    void a_host_that_is_held_for_more_than_an_hour_fails_the_listing() throws Exception {
        web.put(FIRST, FakeWeb.held(Duration.ofMinutes(61)));
        assertThat(failure().reason()).isEqualTo("http-429");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'subreddit': ''",
                "'subreddit': '../x'",
                "'subreddit': 'a b'",
                "'limit': 0",
                "'limit': '1001'",
                "'limit': 'many'",
                "'time': 'decade'",
                "'skip_over_18': 'perhaps'",
                "'reddit': 'ftp://example.org'",
            })
    void wrong_settings_are_refused(String settings) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> source(settings))
                .withMessageContaining(settings.substring(1, settings.indexOf("'", 1)))
                .withMessageContaining("got: ");
    }

    private Source source(String settings) {
        String all = "{'subreddit': 'Tests'}".replace('\'', '"');
        ObjectNode values = (ObjectNode) Json.parse(all).tree();
        values.setAll(
                (ObjectNode) Json.parse("{" + settings.replace('\'', '"') + "}").tree());
        RedditLogin none = new RedditLogin(name -> Optional.empty(), web, InstantSource.fixed(FakeAttempt.NOW));
        return new RedditSource(ListingSettings.of(values), web, none);
    }

    private Listing read(Optional<String> token) throws Exception {
        return source("").page(token, FakeAttempt.first(4));
    }

    private Failure failure() throws Exception {
        return ((Listing.Failed) read(Optional.empty())).why();
    }

    private static FakeWeb.Reply listing(String after, String... children) {
        String body = "{'kind': 'Listing', 'data': {'after': " + after + ", 'children': [" + String.join(",", children)
                + "]}}";
        return FakeWeb.body(body.replace('\'', '"').getBytes(UTF_8));
    }

    private static String child(String fields) {
        return "{'kind': 't3', 'data': {" + fields + "}}";
    }
}
