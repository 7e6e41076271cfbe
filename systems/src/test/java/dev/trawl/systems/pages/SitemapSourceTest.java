package dev.trawl.systems.pages;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Json;
import dev.trawl.core.Listing;
import dev.trawl.core.Services;
import dev.trawl.core.Source;
import dev.trawl.testkit.FakeAttempt;
import dev.trawl.web.Fetcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SitemapSourceTest {
    private final FileWeb web = new FileWeb();
    private Optional<Listing.Failed> failed = Optional.empty();

    @Test
    void an_index_lists_the_pages_of_its_sitemaps_packed_or_not() throws Exception {
        web.put("/map.xml", index("http://m.test/1.xml", "/2.xml.gz"))
                .put("/1.xml", map("http://m.test/a?x=1&amp;y=2", " http://other.test/b "))
                .packed("/2.xml.gz", map("/c", "not a url"));
        assertThat(listed())
                .containsExactly(
                        "http://m.test/a?x=1&y=2",
                        "http://other.test/b",
                        "http://m.test/c",
                        "http://m.test/not%20a%20url");
        assertThat(failed).isEmpty();
        assertThat(web.asked())
                .containsExactly("http://m.test/map.xml", "http://m.test/1.xml", "http://m.test/2.xml.gz");
    }

    @Test
    void addresses_of_pictures_and_news_are_no_pages() throws Exception {
        web.put("/map.xml", """
                <?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
                  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:news="n">
                <url><loc>http://m.test/<![CDATA[a]]></loc><image:image><image:loc>http://m.test/p.jpg</image:loc></image:image>
                <news:news><news:title>T</news:title></news:news></url></urlset>""");
        assertThat(listed()).containsExactly("http://m.test/a");
    }

    @Test
    void a_text_and_a_feed_can_be_sitemaps() throws Exception {
        web.put("/map.xml", "\uFEFF\n http://m.test/a\r\n\r\nhttp://m.test/b\n");
        assertThat(listed()).containsExactly("http://m.test/a", "http://m.test/b");
        web.put(
                "/map.xml",
                "<rss><channel><link>http://m.test/</link><item><link>http://m.test/i</link></item></channel></rss>");
        assertThat(listed()).containsExactly("http://m.test/i");
    }

    @Test
    void nothing_outside_of_a_sitemap_is_read_for_it() throws Exception {
        web.put(
                "/map.xml",
                "<!DOCTYPE urlset [<!ENTITY x SYSTEM 'file:///etc/hostname'><!ENTITY y 'yyyy'>]>"
                        + "<urlset><url><loc>http://m.test/&x;a&y;</loc></url></urlset>");
        assertThat(listed()).noneMatch(url -> url.contains("yyyy") || !url.startsWith("http://m.test/"));
        assertThat(web.asked()).containsExactly("http://m.test/map.xml");
    }

    @Test
    void one_that_cannot_be_read_keeps_no_other_from_being_listed_and_fails_the_listing_at_its_end() throws Exception {
        web.put("/map.xml", index("/gone.xml", "/broken.xml", "http://[", "/good.xml"))
                .put("/broken.xml", "<urlset><url><loc>http://m.test/a</loc></url><url><lo")
                .put("/good.xml", map("http://m.test/b"));
        assertThat(listed()).containsExactly("http://m.test/a", "http://m.test/b");
        assertThat(failed).hasValueSatisfying(end -> {
            assertThat(end.why().reason()).isEqualTo("http-404");
            assertThat(end.why().message()).contains("http://m.test/gone.xml");
        });
    }

    @Test
    void what_is_no_sitemap_fails_the_listing() throws Exception {
        web.put("/map.xml", "<html><body><a href='/'>x</a></body></html>");
        assertThat(listed()).isEmpty();
        assertThat(failed)
                .hasValueSatisfying(end -> assertThat(end.why().reason()).isEqualTo("bad-body"));
    }

    @Test
    void indexes_that_name_each_other_come_to_an_end() throws Exception {
        web.put("/map.xml", index("/map.xml", "/other.xml", "/pages.xml"))
                .put("/other.xml", index("/map.xml", "/other.xml", "/pages.xml"))
                .put("/pages.xml", map("http://m.test/a"));
        assertThat(listed()).containsExactly("http://m.test/a", "http://m.test/a");
        assertThat(failed).isEmpty();
    }

    @Test
    void a_long_sitemap_is_listed_in_pages_and_read_once() throws Exception {
        web.put("/map.xml", map(IntStream.range(0, 2_500).mapToObj(n -> "http://m.test/" + n)));
        assertThat(listed()).hasSize(2_500).doesNotHaveDuplicates();
        assertThat(web.asked()).hasSize(1);
    }

    @Test
    void another_process_goes_on_at_the_token_and_begins_a_changed_file_anew() throws Exception {
        web.put("/map.xml", index("/1.xml", "/2.xml"))
                .put("/1.xml", map("http://m.test/first"))
                .put("/2.xml", map(IntStream.range(0, 1_500).mapToObj(n -> "http://m.test/" + n)));
        Optional<String> token = Optional.empty();
        for (int page = 0; page < 3; page++) {
            token = ((Listing.Page) source().page(token, FakeAttempt.first(4))).next();
        }
        assertThat(page(token).items()).hasSize(500);
        web.put("/2.xml", map(IntStream.range(0, 600).mapToObj(n -> "http://m.test/" + n)));
        assertThat(page(token).items()).hasSize(600);
    }

    private Listing.Page page(Optional<String> token) throws Exception {
        return (Listing.Page) source().page(token, FakeAttempt.first(4));
    }

    private Source source() {
        return new PagesSourceProvider()
                .open(Json.object().put("sitemap", "http://m.test/map.xml"), new Services(Map.of(Fetcher.class, web)));
    }

    /** URLs as they are listed, to the end; or to where it fails. */
    private List<String> listed() throws Exception {
        List<String> urls = new ArrayList<>();
        Source source = source();
        Optional<String> token = Optional.empty();
        do {
            switch (source.page(token, FakeAttempt.first(4))) {
                case Listing.Page page -> {
                    page.items().stream().map(PageItem::of).map(PageItem::url).forEach(urls::add);
                    token = page.next();
                }
                case Listing.Failed end -> {
                    failed = Optional.of(end);
                    token = Optional.empty();
                }
                case Listing other -> throw new AssertionError(other);
            }
        } while (token.isPresent());
        return urls;
    }

    private static String index(String... maps) {
        return Stream.of(maps)
                .map(map -> "<sitemap><loc>" + map + "</loc></sitemap>")
                .collect(joining("", "<?xml version='1.0'?><sitemapindex>", "</sitemapindex>"));
    }

    private static String map(String... urls) {
        return map(Stream.of(urls));
    }

    private static String map(Stream<String> urls) {
        return urls.map(url -> "<url><loc>" + url + "</loc></url>").collect(joining("", "<urlset>", "</urlset>"));
    }
}
