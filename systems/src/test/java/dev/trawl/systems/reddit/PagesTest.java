package dev.trawl.systems.reddit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Measure;
import dev.trawl.core.Outcome;
import dev.trawl.testkit.FakeAttempt;
import dev.trawl.web.FetchRequest;
import org.junit.jupiter.api.Test;

/** Links that must be asked before anybody knows what they are. */
final class PagesTest {
    private static final String STORY = "http://news.example/story";
    private static final String POST = "'url': 'http://news.example/story'";
    private static final String ALBUM = "https://imgur.com/a/x";
    private static final String ALBUM_POST = "'url': 'https://imgur.com/a/x'";
    private static final FakeWeb.Reply PNG = FakeWeb.body(Pixels.png(2, 2));

    @Test
    void a_link_that_answers_with_a_picture_is_one() throws Exception {
        Visit visit = Visit.to(POST).put(STORY, PNG).attempt();
        assertThat(visit.post()).containsEntry("kind", "picture").containsEntry("pictures", 1L);
        assertThat(visit.pictures()).containsExactly("0 link null reddit/tests/abc/0.png");
        assertThat(visit.asked()).containsExactly(STORY);
    }

    @Test
    void a_link_to_a_page_has_no_pictures() throws Exception {
        Visit visit =
                Visit.to(POST).put(STORY, og("https://cdn.example/og.jpg")).attempt();
        assertThat(visit.outcome()).isEqualTo(Outcome.DONE);
        assertThat(visit.post()).containsEntry("kind", "link").containsEntry("problem", null);
        assertThat(visit.pictures()).isEmpty();
        assertThat(visit.asked()).containsExactly(STORY);
    }

    @Test
    void a_link_that_cannot_be_read_is_done_with_its_problem() throws Exception {
        Visit visit = Visit.to(POST)
                .put(STORY, FakeWeb.status(503), FakeWeb.status(404))
                .toTheEnd();
        assertThat(visit.outcome()).isEqualTo(Outcome.DONE);
        assertThat(visit.post()).containsEntry("kind", "link").containsEntry("problem", "http-404");
        assertThat(visit.pictures()).isEmpty();
        assertThat(visit.context().counted(Measure.RETRIES)).isEqualTo(1);
    }

    @Test
    void a_pages_own_picture_is_stored_when_it_is_wanted() throws Exception {
        Visit visit = Visit.withPages(POST)
                .put(STORY, og("https://cdn.example/og.jpg?a=1&amp;b=2"))
                .put("https://cdn.example/og.jpg?a=1&b=2", PNG)
                .attempt();
        assertThat(visit.post()).containsEntry("kind", "page").containsEntry("pictures", 1L);
        assertThat(visit.pictures()).containsExactly("0 page null reddit/tests/abc/0.png");
    }

    @Test
    void a_pages_picture_may_be_named_relative_to_where_the_page_is() throws Exception {
        Visit visit = Visit.withPages(POST)
                .put(STORY, FakeWeb.redirect("https://blog.example/2/story"))
                .put("https://blog.example/2/story", og("../og.png"))
                .put("https://blog.example/og.png", PNG)
                .attempt();
        assertThat(visit.pictures()).containsExactly("0 page null reddit/tests/abc/0.png");
        assertThat(visit.rows().getFirst()).containsEntry("source_url", "https://blog.example/og.png");
    }

    @Test
    void a_page_whose_picture_is_gone_is_dead() throws Exception {
        Visit visit = Visit.withPages(POST).put(STORY, og("/gone.jpg")).attempt();
        assertThat(visit.outcome()).isInstanceOf(Outcome.Dead.class);
        assertThat(visit.pictures()).containsExactly("0 page http-404 null");
    }

    @Test
    void a_page_that_names_no_picture_stays_a_link() throws Exception {
        Visit visit = Visit.withPages(POST)
                .put(STORY, FakeWeb.html("<meta property='og:title' content='x'>"))
                .attempt();
        assertThat(visit.post()).containsEntry("kind", "link").containsEntry("problem", null);
    }

    @Test
    void the_page_is_not_asked_again_while_its_picture_is_waited_for() throws Exception {
        Visit visit = Visit.withPages(POST)
                .put(STORY, og("/og.png"))
                .put("http://news.example/og.png", FakeWeb.status(502), PNG)
                .toTheEnd();
        assertThat(visit.asked()).containsExactly(STORY, "http://news.example/og.png", "http://news.example/og.png");
    }

    @Test
    void the_media_of_an_imgur_page_are_stored_in_order() throws Exception {
        Visit visit = Visit.to(ALBUM_POST)
                .put(ALBUM, album("https://i.imgur.com/1.png", "https://i.imgur.com/2.mp4"))
                .put("https://i.imgur.com/1.png", PNG)
                .put("https://i.imgur.com/2.mp4", FakeWeb.body(Pixels.mp4()))
                .attempt();
        assertThat(visit.post()).containsEntry("kind", "imgur").containsEntry("pictures", 2L);
        assertThat(visit.pictures())
                .containsExactly("0 imgur null reddit/tests/abc/0.png", "1 imgur null reddit/tests/abc/1.mp4");
    }

    @Test
    void an_imgur_page_is_read_once_over_the_retries_of_its_pictures() throws Exception {
        Visit visit = Visit.to(ALBUM_POST)
                .put(ALBUM, FakeWeb.status(503), album("https://i.imgur.com/1.png"))
                .put("https://i.imgur.com/1.png", FakeWeb.status(503), PNG)
                .toTheEnd();
        assertThat(visit.outcome()).isEqualTo(Outcome.DONE);
        assertThat(visit.asked())
                .containsExactly(ALBUM, ALBUM, "https://i.imgur.com/1.png", "https://i.imgur.com/1.png");
        assertThat(visit.context().counted(Measure.RETRIES)).isEqualTo(2);
    }

    @Test
    void a_removed_picture_of_an_album_leaves_the_others() throws Exception {
        Visit visit = Visit.to(ALBUM_POST)
                .put(ALBUM, album("https://i.imgur.com/1.png", "https://i.imgur.com/2.png"))
                .put("https://i.imgur.com/1.png", FakeWeb.redirect("/removed.png"))
                .put("https://i.imgur.com/2.png", PNG)
                .attempt();
        assertThat(visit.outcome()).isEqualTo(Outcome.DONE);
        assertThat(visit.pictures())
                .containsExactly("0 imgur removed-picture null", "1 imgur null reddit/tests/abc/1.png");
    }

    @Test
    void an_imgur_page_that_cannot_be_read_kills_the_post_without_a_picture_row() throws Exception {
        Visit visit = Visit.to(ALBUM_POST + ", 'preview': {'images': [{'source': {'url': 'https://p.example/x.jpg'}}]}")
                .put(ALBUM, FakeWeb.status(404))
                .attempt();
        assertThat(visit.outcome()).isInstanceOf(Outcome.Dead.class);
        assertThat(visit.post()).containsEntry("kind", "imgur").containsEntry("problem", "http-404");
        assertThat(visit.pictures()).isEmpty();
        assertThat(visit.asked()).containsExactly(ALBUM);
    }

    @Test
    void an_imgur_page_that_names_nothing_kills_the_post() throws Exception {
        Visit visit =
                Visit.to(ALBUM_POST).put(ALBUM, FakeWeb.html("nothing here")).attempt();
        assertThat(visit.post()).containsEntry("problem", "nothing-extracted");
        assertThat(visit.pictures()).isEmpty();
    }

    @Test
    void a_crosspost_of_an_imgur_page_that_cannot_be_read_is_dead() throws Exception {
        Visit visit = Visit.to("'crosspost_parent_list': [{'author': 'x', " + ALBUM_POST + "}]")
                .attempt();
        assertThat(visit.outcome()).isInstanceOf(Outcome.Dead.class);
        assertThat(visit.post()).containsEntry("kind", "crosspost").containsEntry("problem", "http-404");
    }

    @Test
    void media_that_are_no_address_are_rows_with_a_problem() throws Exception {
        Visit visit = Visit.to(ALBUM_POST)
                .put(ALBUM, album("file:///etc/passwd", "https://i.imgur.com/2.png"))
                .put("https://i.imgur.com/2.png", PNG)
                .attempt();
        assertThat(visit.pictures()).containsExactly("0 imgur bad-url null", "1 imgur null reddit/tests/abc/1.png");
    }

    @Test
    void requests_go_by_the_jobs_limits() throws Exception {
        Visit visit = Visit.to(ALBUM_POST)
                .put(ALBUM, album("https://i.imgur.com/1.png"))
                .attempt();
        assertThat(visit.web().requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.timeout()).isEqualTo(FakeAttempt.first(1).timeout());
            assertThat(request.perHost()).isEqualTo(8);
            assertThat(request.bodyBytesMax()).isEqualTo(FetchRequest.BODY_BYTES_MAX);
        });
    }

    private static FakeWeb.Reply og(String address) {
        return FakeWeb.html("<html><head><meta property=\"og:image\" content=\"" + address + "\"></head></html>");
    }

    private static FakeWeb.Reply album(String... media) {
        StringBuilder list = new StringBuilder();
        for (String url : media) {
            list.append(list.isEmpty() ? "" : ",")
                    .append("{\\\"url\\\":\\\"")
                    .append(url)
                    .append("\\\"}");
        }
        return FakeWeb.html("<script>window.postDataJSON=\"{\\\"media\\\":[" + list + "]}\"</script>");
    }
}
