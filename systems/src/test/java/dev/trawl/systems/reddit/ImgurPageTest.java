package dev.trawl.systems.reddit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ImgurPageTest {
    private static final String OG = "<meta property=\"og:image\" content=\"https://i.imgur.com/og.jpg?fb&amp;x=1\">";

    @Test
    void the_media_of_an_album_come_in_its_order() {
        assertThat(
                        ImgurPage.media(
                                page(
                                        "window.postDataJSON=\"{\\\"title\\\":\\\"it\\'s \\\\\\\"so\\\\\\\"\\\",\\\"cover\\\":{\\\"url\\\":\\\"decoy\\\"},"
                                                + "\\\"media\\\":[{\\\"url\\\":\\\"https:\\/\\/i.imgur.com\\/b.png\\\"},{\\\"url\\\":\\\"https://i.imgur.com/a.jpeg\\\"}]}\"")))
                .containsExactly("https://i.imgur.com/b.png", "https://i.imgur.com/a.jpeg");
    }

    @Test
    void a_mention_before_the_assignment_does_not_hide_it() {
        assertThat(ImgurPage.media(
                        page("if (window.postDataJSON) { x() } window.postDataJSON = '{\"media\":[{\"url\":\"u\"}]}'")))
                .containsExactly("u");
    }

    @Test
    void without_an_album_the_page_names_its_picture_without_the_query() {
        assertThat(ImgurPage.media(page(""))).containsExactly("https://i.imgur.com/og.jpg");
        assertThat(ImgurPage.media(page("window.postDataJSON=\"{\\\"media\\\":[]}\"")))
                .containsExactly("https://i.imgur.com/og.jpg");
        assertThat(ImgurPage.media(page("window.postDataJSON=\"{broken\"")))
                .containsExactly("https://i.imgur.com/og.jpg");
        assertThat(ImgurPage.media(page("window.postDataJSON=\"{\\\"media\\\": 5}\"")))
                .containsExactly("https://i.imgur.com/og.jpg");
    }

    @Test
    void attributes_may_be_written_in_any_way() {
        assertThat(ImgurPage.media("<meta content='https://i.imgur.com/a.png?1' property='og:image' />"))
                .containsExactly("https://i.imgur.com/a.png");
        assertThat(ImgurPage.media(
                        "<meta data-x=\"true\" property=\"og:image\"\n content=\"https://i.imgur.com/b.png\"/>"))
                .containsExactly("https://i.imgur.com/b.png");
    }

    @Test
    void a_page_that_names_nothing_has_no_media() {
        assertThat(ImgurPage.media(
                        "<meta property=\"og:title\" content=\"x\"><meta name=\"twitter:image\" content=\"y\">"))
                .isEmpty();
        assertThat(ImgurPage.media("")).isEmpty();
    }

    private static String page(String script) {
        return "<html><head>" + OG + "</head><body><script>" + script + "</script></body></html>";
    }
}
