package dev.trawl.systems.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Item;
import dev.trawl.testkit.FakeAttempt;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CrawlTest {
    private final PageFixture web = new PageFixture(new Following(true, 2, Scope.HOST));
    private final FakeAttempt attempt = FakeAttempt.first(1);

    CrawlTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        web.close();
    }

    private String work(String path) throws IOException, InterruptedException {
        return PageFixture.reason(web.work(web.server.url(path), attempt));
    }

    private List<String> emitted() {
        return attempt.emitted().stream().map(Item::key).toList();
    }

    @Test
    void links_in_scope_become_items_one_link_further_away() throws Exception {
        web.page(
                "/a",
                "<a href=b>1</a><a href='./x/../b#c'>2</a><a href='http://127.0.0.2/'>3</a><a href='mailto:x@y'>4</a>");
        assertThat(work("/a")).isEqualTo("done");
        assertThat(emitted()).containsExactly(web.server.url("/b"));
        assertThat(PageItem.of(attempt.emitted().getFirst())).isEqualTo(new PageItem(web.server.url("/b"), 1));
    }

    @Test
    void at_the_greatest_depth_no_link_is_followed() throws Exception {
        web.page("/a", "<a href=b>1</a>");
        assertThat(PageFixture.reason(web.work(PageItem.found(web.server.url("/a"), 2), attempt)))
                .isEqualTo("done");
        assertThat(emitted()).isEmpty();
        assertThat(PageFixture.row(attempt)).containsEntry("depth", 2).containsEntry("links", 1);
    }

    @Test
    void links_of_pages_that_failed_are_not_followed() throws Exception {
        web.server.on("/gone", line -> line.answer(404, "Content-Type: text/html\r\n", "<a href=b>1</a>"));
        assertThat(work("/gone")).isEqualTo("http-404");
        assertThat(emitted()).isEmpty();
    }

    @Test
    void a_redirect_to_a_page_that_is_an_item_is_done_with_its_address() throws Exception {
        web.redirect("/go", "/d/../%61?q=1#x");
        attempt.beside(web.server.url("/a?q=1"));
        assertThat(work("/go")).isEqualTo("done");
        assertThat(PageFixture.row(attempt)).containsEntry("status", 302).doesNotContainKey("problem");
        assertThat(String.valueOf(PageFixture.row(attempt).get("final_url"))).endsWith("?q=1");
        assertThat(web.server.asked("/a?q=1")).isZero();
    }

    @Test
    void a_redirect_to_a_page_that_nobody_knows_is_followed_and_so_are_its_links() throws Exception {
        web.redirect("/go", "/a");
        web.page("/a", "<a href=b>1</a>");
        assertThat(work("/go")).isEqualTo("done");
        assertThat(PageFixture.row(attempt)).containsEntry("final_url", web.server.url("/a"));
        assertThat(emitted()).containsExactly(web.server.url("/b"));
    }

    @Test
    void a_redirect_out_of_scope_is_not_followed_and_recorded() throws Exception {
        web.redirect("/out", "http://127.0.0.2/");
        assertThat(work("/out")).isEqualTo("done");
        assertThat(PageFixture.row(attempt))
                .containsEntry("status", 302)
                .containsEntry("final_url", web.server.url("/out"))
                .doesNotContainKey("problem");
        assertThat(String.valueOf(PageFixture.row(attempt).get("redirects"))).contains("http://127.0.0.2/");
    }

    @Test
    void a_page_that_redirects_to_itself_is_a_loop_and_none_that_is_known() throws Exception {
        web.redirect("/self", "/self");
        attempt.beside(web.server.url("/self"));
        assertThat(work("/self")).isEqualTo("redirect-loop");
    }

    @Test
    void spellings_of_one_page_are_one_key_and_a_listed_one_stays_as_it_was_written() {
        Item listed = PageItem.listed(" HTTP://Site.test:80/x/../%7Ea#part ");
        assertThat(listed.key()).isEqualTo("http://site.test/~a");
        assertThat(PageItem.of(listed)).isEqualTo(new PageItem("HTTP://Site.test:80/x/../%7Ea", 0));
        assertThat(PageItem.listed("http://site.test/~a").key()).isEqualTo(listed.key());
        assertThat(PageItem.listed("http://site.test/" + "x".repeat(9_000)).key())
                .hasSizeLessThan(3_000);
    }
}
