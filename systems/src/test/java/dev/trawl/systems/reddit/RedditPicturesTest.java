package dev.trawl.systems.reddit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Item;
import dev.trawl.core.Outcome;
import dev.trawl.core.StoredObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedditPicturesTest {
    private static final String LINK = "https://i.redd.it/a.jpg";
    private static final String PREVIEW = "https://preview.redd.it/a.jpg?s=1";
    private static final String WITH_PREVIEW =
            "'url': '" + LINK + "', 'preview': {'images': [{'source': {'url': 'https://preview.redd.it/a.jpg?s=1'}}]}";

    @Test
    void a_linked_picture_is_stored_by_what_its_bytes_are() throws Exception {
        Visit visit = Visit.to("'url': '" + LINK + "'")
                .put(LINK, FakeWeb.body(Pixels.png(7, 5)))
                .attempt();
        assertThat(visit.outcome()).isEqualTo(Outcome.DONE);
        assertThat(visit.stored()).containsOnlyKeys("reddit/tests/abc/0.png");
        assertThat(visit.context().objects()).extracting(StoredObject::key).containsExactly("reddit/tests/abc/0.png");
        assertThat(visit.rows())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("post_id", "abc")
                        .containsEntry("index", 0)
                        .containsEntry("source_url", LINK)
                        .containsEntry("via", "link")
                        .containsEntry("object", "reddit/tests/abc/0.png")
                        .containsEntry("type", "image/png")
                        .containsEntry("bytes", (long) Pixels.png(7, 5).length)
                        .containsEntry("width", 7)
                        .containsEntry("height", 5)
                        .containsEntry("problem", null)
                        .containsKey("sha256")
                        .hasSize(11));
    }

    @Test
    void a_posts_row_says_what_reddit_says() throws Exception {
        Visit visit = Visit.to("'url': '" + LINK + "?a=1&amp;b=2', 'over_18': true, 'score': -3, 'created_utc': 1.0")
                .put(LINK + "?a=1&b=2", FakeWeb.body(Pixels.jpg(3, 3)))
                .attempt();
        assertThat(visit.post())
                .containsEntry("post_id", "abc")
                .containsEntry("subreddit", "Tests")
                .containsEntry("title", "A title")
                .containsEntry("author", "somebody")
                .containsEntry("permalink", "https://www.reddit.com/r/Tests/comments/abc/a_title/")
                .containsEntry("score", -3L)
                .containsEntry("over_18", true)
                .containsEntry("posted", Instant.ofEpochSecond(1))
                .containsEntry("link", LINK + "?a=1&b=2")
                .containsEntry("kind", "picture")
                .containsEntry("pictures", 1L)
                .containsEntry("problem", null)
                .hasSize(12);
    }

    @Test
    void what_reddit_does_not_say_is_null() throws Exception {
        Visit visit = Visit.to(new Item("x1", Visit.json("{'url': '', 'author': '[deleted]', 'score': 'many'}")))
                .attempt();
        assertThat(visit.post())
                .containsEntry("subreddit", "Fallback")
                .containsEntry("title", null)
                .containsEntry("author", "[deleted]")
                .containsEntry("permalink", null)
                .containsEntry("score", null)
                .containsEntry("posted", null)
                .containsEntry("link", null)
                .containsEntry("kind", "removed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'removed_by_category': 'moderator'",
                "'is_self': true",
                "'poll_data': {'a': 1}",
                "'is_video': true",
                "'url': 'mailto:x@example.org'",
            })
    void a_post_without_pictures_is_done_and_asks_nobody(String fields) throws Exception {
        Visit visit = Visit.to(fields).attempt();
        assertThat(visit.outcome()).isEqualTo(Outcome.DONE);
        assertThat(visit.asked()).isEmpty();
        assertThat(visit.post()).containsEntry("pictures", 0L).containsEntry("problem", null);
        assertThat(visit.rows()).isEmpty();
    }

    @Test
    void a_link_without_a_host_is_done_with_its_problem() throws Exception {
        Visit visit = Visit.to("'url': 'http://'").attempt();
        assertThat(visit.outcome()).isEqualTo(Outcome.DONE);
        assertThat(visit.post()).containsEntry("kind", "link").containsEntry("problem", "bad-url");
    }

    @Test
    void what_may_not_stand_in_an_address_is_escaped_when_it_is_asked() throws Exception {
        String asked = "https://example.org/a%20b/%25/x%5B1%5D.png?q=a%20b";
        Visit visit = Visit.to("'url': 'https://example.org/a b/%/x[1].png?q=a b#part'")
                .put(asked, FakeWeb.body(Pixels.png(1, 1)))
                .attempt();
        assertThat(visit.asked()).containsExactly(asked);
        assertThat(visit.rows().getFirst()).containsEntry("source_url", asked);
    }

    @Test
    void a_page_in_place_of_a_picture_kills_the_post() throws Exception {
        Visit visit = Visit.to(WITH_PREVIEW).put(LINK, FakeWeb.html("<html>")).attempt();
        assertThat(visit.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Dead.class,
                        dead -> assertThat(dead.why().reason()).isEqualTo("not-a-picture"));
        assertThat(visit.pictures()).containsExactly("0 link not-a-picture null");
        assertThat(visit.post()).containsEntry("problem", "not-a-picture").containsEntry("pictures", 0L);
        assertThat(visit.asked()).containsExactly(LINK);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void reddits_copy_stands_in_for_a_picture_that_is_gone(int status) throws Exception {
        Visit visit = Visit.to(WITH_PREVIEW)
                .put(LINK, FakeWeb.status(status))
                .put(PREVIEW, FakeWeb.body(Pixels.png(2, 2)))
                .attempt();
        assertThat(visit.outcome()).isEqualTo(Outcome.DONE);
        assertThat(visit.pictures()).containsExactly("0 preview http-" + status + " reddit/tests/abc/0.png");
        assertThat(visit.rows().getFirst()).containsEntry("source_url", PREVIEW);
        assertThat(visit.post()).containsEntry("problem", null).containsEntry("pictures", 1L);
    }

    @Test
    void no_copy_stands_in_for_a_picture_that_is_forbidden() throws Exception {
        Visit visit = Visit.to(WITH_PREVIEW).put(LINK, FakeWeb.status(403)).attempt();
        assertThat(visit.pictures()).containsExactly("0 link http-403 null");
        assertThat(visit.asked()).containsExactly(LINK);
    }

    @Test
    void the_row_is_that_of_the_link_when_the_copy_fails_too() throws Exception {
        Visit visit = Visit.to(WITH_PREVIEW)
                .put(LINK, FakeWeb.status(404))
                .put(PREVIEW, FakeWeb.status(403))
                .attempt();
        assertThat(visit.pictures()).containsExactly("0 link http-404 null");
        assertThat(visit.rows().getFirst()).containsEntry("source_url", LINK);
        assertThat(visit.post()).containsEntry("problem", "http-404");
    }

    @Test
    void what_is_gone_is_not_asked_again_while_its_copy_is_waited_for() throws Exception {
        Visit visit = Visit.to(WITH_PREVIEW)
                .put(LINK, FakeWeb.status(404))
                .put(PREVIEW, FakeWeb.status(503), FakeWeb.body(Pixels.png(2, 2)))
                .toTheEnd();
        assertThat(visit.asked()).containsExactly(LINK, PREVIEW, PREVIEW);
        assertThat(visit.pictures()).containsExactly("0 preview http-404 reddit/tests/abc/0.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://i.imgur.com/removed.png", "/removed.png", "http://imgur.com/removed.png?1"})
    void imgurs_picture_for_removed_ones_is_never_fetched(String target) throws Exception {
        String link = "https://i.imgur.com/gone.jpg";
        Visit visit = Visit.to("'url': '" + link + "'")
                .put(link, FakeWeb.redirect(target))
                .attempt();
        assertThat(visit.pictures()).containsExactly("0 link removed-picture null");
        assertThat(visit.asked()).containsExactly(link);
        assertThat(visit.stored()).isEmpty();
    }

    @Test
    void a_gifv_is_stored_as_the_film_that_it_is() throws Exception {
        Visit visit = Visit.to("'url': 'http://i.imgur.com/x.gifv'")
                .put("http://i.imgur.com/x.mp4", FakeWeb.body(Pixels.mp4()))
                .attempt();
        assertThat(visit.pictures()).containsExactly("0 link null reddit/tests/abc/0.mp4");
        assertThat(visit.rows().getFirst())
                .containsEntry("type", "video/mp4")
                .containsEntry("width", null)
                .containsEntry("height", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", "a.b", "ä", "a b"})
    void a_post_whose_id_is_no_folder_is_dead_and_asks_nobody(String id) throws Exception {
        Visit visit = Visit.to(new Item(id, Visit.json("{'url': 'https://i.redd.it/a.jpg', 'subreddit': 'Tests'}")))
                .attempt();
        assertThat(visit.outcome()).isInstanceOf(Outcome.Dead.class);
        assertThat(visit.post()).containsEntry("post_id", id).containsEntry("problem", "bad-body");
        assertThat(visit.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../etc", "..", "a/b", ".hidden"})
    void a_subreddit_that_is_no_folder_kills_the_post(String subreddit) throws Exception {
        Visit visit = Visit.to("'url': 'https://i.redd.it/a.jpg', 'subreddit': '" + subreddit + "'")
                .attempt();
        assertThat(visit.post()).containsEntry("problem", "bad-body");
        assertThat(visit.asked()).isEmpty();
    }

    @Test
    void an_items_place_is_at_the_host_that_it_asks_first() {
        assertThat(host("'url': 'https://I.redd.it:443/a.jpg'")).isEqualTo("i.redd.it");
        assertThat(host("'url': 'https://imgur.com/a/x'")).isEqualTo("imgur.com");
        assertThat(host("'is_gallery': true, 'media_metadata': {'a': {}, 'b': {'status': 'valid', 'm': 'image/png'}}"))
                .isEqualTo("i.redd.it");
        assertThat(host("'crosspost_parent_list': [{'author': 'x', 'url': 'http://example.org/story'}]"))
                .isEqualTo("example.org");
        assertThat(host("'is_self': true")).isEqualTo("none");
    }

    private static String host(String fields) {
        return Visit.to("").worker().budgetKey(Posts.item(Posts.of(fields))).orElse("none");
    }
}
