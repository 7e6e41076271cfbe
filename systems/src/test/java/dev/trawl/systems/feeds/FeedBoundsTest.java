package dev.trawl.systems.feeds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.web.WebAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is read of a body stays in proportion to the body, whatever that says. */
@Timeout(120)
final class FeedBoundsTest {
    private static final WebAddress AT = WebAddress.parse("http://feed.test/news/feed");
    private static final String LONG_BASE = "http://base.test/" + "a".repeat(15_900) + "/";
    private static final String BASE = "http://base.test/" + "a".repeat(1_900) + "/";

    private static Feed read(String text) throws NotAFeed {
        return read(text, AT);
    }

    private static Feed read(String text, WebAddress at) throws NotAFeed {
        byte[] body = text.getBytes(UTF_8);
        return FeedReader.read(body, body.length, Optional.empty(), at);
    }

    private static String rss(String base, String items) {
        return "<rss><channel xml:base='" + base + "'>" + items + "</channel></rss>";
    }

    private static String described(String html) {
        return "<item><guid>g</guid><description><![CDATA[" + html + "]]></description></item>";
    }

    private static Entry only(Feed feed) {
        assertThat(feed.entries()).hasSize(1);
        return feed.entries().getFirst();
    }

    private static long letters(List<Entry> entries) {
        return entries.stream().mapToLong(Entry::letters).sum();
    }

    @Test
    void a_base_that_is_too_long_is_none() throws NotAFeed {
        Entry entry = only(read(rss(LONG_BASE, "<item><link>one</link></item>")));
        assertThat(entry.link()).contains("http://feed.test/news/one");
        Entry based = only(read(rss(BASE, "<item><link>one</link></item>")));
        assertThat(based.link()).contains(BASE + "one");
    }

    @Test
    void a_feed_whose_own_address_is_too_long_for_a_base_has_its_folder_or_its_host_for_one() throws NotAFeed {
        String item = "<rss><channel><item><link>one</link></item></channel></rss>";
        Entry queried = only(read(item, WebAddress.parse("http://feed.test/news/feed?token=" + "t".repeat(3_000))));
        assertThat(queried.link()).contains("http://feed.test/news/one");
        Entry deep = only(read(item, WebAddress.parse("http://feed.test/" + "d".repeat(3_000) + "/feed")));
        assertThat(deep.link()).contains("http://feed.test/one");
    }

    @Test
    void a_quarter_of_a_million_letters_full_of_relative_pictures_stay_a_few_million_letters() throws NotAFeed {
        String pictures = "<img src=b>".repeat(23_000);
        for (String base : List.of(LONG_BASE, BASE, "http://b.test/")) {
            assertThat(letters(read(rss(base, described(pictures))).entries()))
                    .as("a base of %d letters", base.length())
                    .isLessThan(Markup.SANITISED_LETTERS_MAX);
        }
        Entry few = only(read(rss(BASE, described("<img src=b>".repeat(100)))));
        assertThat(few.wording().summary().orElseThrow()).contains("src=\"" + BASE + "b\"");
    }

    @Test
    void tags_that_are_badly_nested_do_not_repeat_what_they_say_without_end() throws NotAFeed {
        String repeated = "<p><b lang=" + "x".repeat(20_000) + "></p>" + "<p>.".repeat(9_000);
        String summary =
                only(read(rss("", described(repeated)))).wording().summary().orElseThrow();
        assertThat(summary.length()).isLessThan(Markup.SANITISED_LETTERS_MAX);
        assertThat(summary).startsWith(". .");
    }

    @Test
    void of_one_text_so_many_tags_are_read() throws NotAFeed {
        String html = "<i>a</i>".repeat(Markup.TAGS_MAX) + "<b>b</b>";
        String summary =
                only(read(rss("", described(html)))).wording().summary().orElseThrow();
        assertThat(summary).isEqualTo("<i>a</i>".repeat(Markup.TAGS_MAX));
    }

    @Test
    void text_that_is_escaped_grows_no_more_than_what_is_read_of_it() throws NotAFeed {
        String text = "<summary type='text'>" + "&amp; ".repeat(2_000_000) + "</summary>";
        Feed feed = read("<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id>" + text + "</entry></feed>");
        assertThat(letters(feed.entries())).isLessThan(2L * Markup.LETTERS_MAX);
    }

    @Test
    void an_entry_has_so_many_enclosures() throws NotAFeed {
        Entry entry = only(read(rss(BASE, "<item>" + "<enclosure url='b'/>".repeat(10_000) + "</item>")));
        assertThat(entry.enclosures()).hasSize(Entry.ENCLOSURES_MAX);
        Entry json = only(read("{\"items\": [{\"id\": 1, \"attachments\": [{\"url\": \"b\"}"
                + ", {\"url\": \"b\"}".repeat(10_000) + "]}]}"));
        assertThat(json.enclosures()).hasSize(Entry.ENCLOSURES_MAX);
    }

    @Test
    void elements_that_are_no_entries_are_read_and_forgotten() throws NotAFeed {
        String many = "<a b='c'/> ".repeat(250_000);
        Feed feed = read(rss("", many + "<item><guid>1</guid></item><title>T</title>" + many));
        assertThat(feed.entries()).extracting(Entry::id).containsExactly("1");
        assertThat(feed.title()).contains("T");
    }

    @Test
    void a_feed_ends_where_more_tags_are_to_be_kept_than_any_entry_has() throws NotAFeed {
        String first = "<item><guid>1</guid></item>";
        for (String flood : List.of("<a/>", "<a>", "<!---->", "<a><b/></a>")) {
            String many = flood.repeat(BoundedTags.TAGS_MAX + 100_000);
            Feed feed = read(rss("", first + "<item><guid>2</guid>" + many + "</item><item><guid>3</guid></item>"));
            assertThat(feed.entries()).as(flood).extracting(Entry::id).containsExactly("1");
        }
        String large =
                "<item><guid>2</guid><description><![CDATA[" + "<p>a</p>".repeat(50_000) + "]]></description></item>";
        assertThat(read(rss("", first + large + "<item><guid>3</guid></item>")).entries())
                .hasSize(3);
    }

    @Test
    void all_entries_together_stay_in_proportion_to_the_body() throws NotAFeed {
        StringBuilder items = new StringBuilder();
        for (int n = 0; n < 2_000; n++) {
            items.append("<item><guid>")
                    .append(n)
                    .append("</guid><description><![CDATA[")
                    .append("<img src=b>".repeat(20))
                    .append("]]></description></item>");
        }
        List<Entry> entries = read(rss(BASE, items.toString())).entries();
        assertThat(letters(entries)).isLessThan(2L * items.length() + (2 << 20));
        assertThat(entries).isNotEmpty();
    }
}
