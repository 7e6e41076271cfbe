package dev.trawl.systems.feeds;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.web.WebAddress;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FeedReaderTest {
    private static final WebAddress AT = WebAddress.parse("http://feed.test/news/feed");

    @Test
    void an_item_of_rss_says_what_it_is() throws NotAFeed {
        Feed feed = read("""
                <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
                     xmlns:content="http://purl.org/rss/1.0/modules/content/">
                <channel><title>News &amp; more</title><ttl>90</ttl><image><title>Logo</title></image>
                <item><guid isPermaLink="false"> g1 </guid><link>/1</link><title>&lt;b&gt;One&lt;/b&gt;</title>
                <description>short</description><content:encoded><![CDATA[<p>long</p>]]></content:encoded>
                <dc:creator>Ada</dc:creator><author>bob@x.test (Bob)</author><category>a</category><category>b</category>
                <pubDate>Tue, 02 Jan 2024 03:04:05 +0100</pubDate><dc:date>2024-02-03</dc:date>
                <enclosure url="/1.mp3" type="audio/mpeg" length="5"/></item></channel></rss>
                """);
        assertThat(feed.title()).contains("News & more");
        assertThat(feed.rhythm()).contains(Duration.ofMinutes(90));
        assertThat(feed.entries())
                .containsExactly(new Entry(
                        "g1",
                        Optional.of("http://feed.test/1"),
                        new Entry.Wording(
                                Optional.of("One"),
                                Optional.of("Bob, Ada"),
                                Optional.of("short"),
                                Optional.of("<p>long</p>")),
                        new Entry.Dates(
                                Optional.of(Instant.parse("2024-01-02T02:04:05Z")),
                                Optional.of(Instant.parse("2024-02-03T00:00:00Z"))),
                        List.of("a", "b"),
                        List.of(new Entry.Enclosure(
                                "http://feed.test/1.mp3", Optional.of("audio/mpeg"), Optional.of(5L)))));
    }

    @Test
    void bases_in_atom_nest_and_hold_for_the_text() throws NotAFeed {
        Entry entry = only("""
                <feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://base.test/a/"><entry xml:base="b/"><id>tag:1</id>
                <title>A &lt; B</title><link rel="self" href="/self"/><link href="c#part"/>
                <content type="html" xml:base="d/">&lt;a href="e">E&lt;/a>&lt;img src="/f.png"></content></entry></feed>
                """);
        assertThat(entry.link()).contains("http://base.test/a/b/c#part");
        assertThat(entry.wording().title()).contains("A < B");
        assertThat(entry.wording().content())
                .contains("<a href=\"http://base.test/a/b/d/e\">E</a><img src=\"http://base.test/f.png\">");
    }

    @Test
    void an_entry_that_the_body_ends_in_is_left_out() throws NotAFeed {
        Feed cut =
                read("<rss><channel><item><guid>1</guid></item><item><guid>2</guid></item><item><guid>http://x.test/1");
        assertThat(cut.entries()).extracting(Entry::id).containsExactly("1", "2");
        Feed twin = read("<rss><channel><item><guid>1</guid></item><item><guid>1</guid>");
        assertThat(twin.entries()).extracting(Entry::id).containsExactly("1");
    }

    @Test
    void text_without_markup_reads_as_it_does_among_markup() {
        for (String text : List.of(
                "plain",
                " two \n\tlines ",
                "\u00e4 \u4e2d",
                "a > b",
                "no\u00a0break",
                "soft\u00adhyphen",
                "\ud83d\ude00",
                "")) {
            Markup plain = new Markup(text, AT);
            Markup marked = new Markup(text + "<!-- -->", AT);
            assertThat(plain.text()).as(text).isEqualTo(marked.text());
            assertThat(plain.sanitised()).as(text).isEqualTo(marked.sanitised());
        }
    }

    @Test
    void items_of_rdf_lie_beside_the_channel() throws NotAFeed {
        Feed feed = read("""
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
                <channel rdf:about="http://x.test/"><title>R</title></channel>
                <item rdf:about="http://x.test/1"><title>One</title><link>http://x.test/1</link></item></rdf:RDF>
                """);
        assertThat(feed.title()).contains("R");
        assertThat(ids(feed)).containsExactly("http://x.test/1");
    }

    @Test
    void a_json_feed_is_read() throws NotAFeed {
        Feed feed = read("""
                {"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [{"id": 7, "url": "/j",
                 "title": "A <b> & more", "content_html": "<p>Hi<script>x()</script></p>", "tags": ["x"],
                 "date_published": "2024-02-03T04:05:06+02:00", "authors": [{"name": "Ada"}, {"name": "Bob"}],
                 "attachments": [{"url": "http://a.test/1.mp3", "size_in_bytes": 5}]}]}
                """);
        Entry entry = feed.entries().getFirst();
        assertThat(entry.id()).isEqualTo("7");
        assertThat(entry.link()).contains("http://feed.test/j");
        assertThat(entry.wording().title()).contains("A <b> & more");
        assertThat(entry.wording().author()).contains("Ada, Bob");
        assertThat(entry.wording().content()).contains("<p>Hi</p>");
        assertThat(entry.dates().published()).contains(Instant.parse("2024-02-03T02:05:06Z"));
        assertThat(entry.enclosures()).hasSize(1);
    }

    @Test
    void an_entry_without_an_author_has_that_of_the_feed_it_was_taken_from_or_else_that_of_its_feed() throws NotAFeed {
        Feed feed = read("""
                <feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id></entry><author><name>Ada</name></author>
                <entry><id>2</id><author><name>Bob</name></author></entry><author><name>Eve</name></author>
                <entry><id>3</id><source><author><name>Cy</name></author></source></entry></feed>
                """);
        assertThat(feed.entries())
                .extracting(entry -> entry.wording().author().orElseThrow())
                .containsExactly("Ada, Eve", "Bob", "Cy");
        Feed channel = read("<rss><channel><managingEditor>Ada</managingEditor><author>Bob</author>"
                + "<item><guid>1</guid><source url='http://x.test/'>Cy</source></item></channel></rss>");
        assertThat(channel.entries().getFirst().wording().author()).isEmpty();
        Feed json = read("{\"items\": [{\"id\": 1}, {\"id\": 2, \"authors\": [{\"name\": \"Bob\"}]}],"
                + " \"authors\": [{\"name\": \"Ada\"}, {\"name\": \"Eve\"}]}");
        assertThat(json.entries())
                .extracting(entry -> entry.wording().author().orElseThrow())
                .containsExactly("Ada, Eve", "Bob");
        Feed old = read("{\"author\": {\"name\": \"Ada\"}, \"items\": [{\"id\": 1}]}");
        assertThat(old.entries().getFirst().wording().author()).contains("Ada");
    }

    @Test
    void a_title_is_one_line_in_every_format() throws NotAFeed {
        String title = " One \\n\\t line ";
        Feed json = read("{\"title\": \"" + title + "\", \"items\": [{\"id\": 1, \"title\": \"" + title + "\"}]}");
        Feed xml = read(rss("<item><title> One \n\t line </title></item>"));
        assertThat(json.title()).contains("One line");
        assertThat(json.entries().getFirst().wording().title()).contains("One line");
        assertThat(xml.entries().getFirst().wording().title()).contains("One line");
    }

    @Test
    void without_an_id_the_link_is_one_and_else_a_hash() throws NotAFeed {
        String items =
                "<item><link>http://x.test/1</link></item><item><title>T</title></item><item><description>D</description></item>";
        Feed feed = read(rss(items));
        assertThat(ids(feed)).hasSize(3).doesNotHaveDuplicates().contains("http://x.test/1");
        assertThat(ids(read(rss(items)))).isEqualTo(ids(feed));
        assertThat(read(rss("<item></item>")).entries()).hasSize(1);
    }

    @Test
    void of_an_id_that_comes_twice_the_first_counts() throws NotAFeed {
        Entry entry =
                only(rss("<item><guid>g</guid><title>1</title></item><item><guid>g</guid><title>2</title></item>"));
        assertThat(entry.wording().title()).contains("1");
    }

    @Test
    void what_could_run_is_taken_out() throws NotAFeed {
        Entry entry = only(
                rss(
                        "<item><title>&lt;b>B&lt;/b>&lt;script>alert(1)&lt;/script></title>"
                                + "<link>javascript:alert(1)</link><description><![CDATA[<p onclick='x()' style='y'>ok<script>bad()</script>"
                                + "<a href=' java&#10;script:x()'>l</a><iframe src='//e'></iframe><svg onload='x()'/></p>]]></description></item>"));
        assertThat(entry.link()).isEmpty();
        assertThat(entry.wording().title()).contains("B");
        assertThat(entry.wording().summary()).contains("<p>ok<a>l</a>  </p>");
    }

    @Test
    void entities_that_are_not_declared_and_bare_ampersands_are_read() throws NotAFeed {
        Entry entry = only(rss("<item><title>caf&eacute;&nbsp;&unknown; 1 & 2</title></item>"));
        assertThat(entry.wording().title()).contains("café &unknown; 1 & 2");
    }

    @Test
    void no_declared_entity_is_expanded() throws NotAFeed {
        for (String what : List.of("SYSTEM 'file:///etc/passwd'", "'" + "q".repeat(1000) + "'")) {
            Entry entry =
                    only("<!DOCTYPE rss [<!ENTITY x " + what + ">]>" + rss("<item><title>a &x; b</title></item>"));
            assertThat(entry.wording().title()).contains("a &x; b");
        }
    }

    @Test
    void a_feed_that_is_cut_off_gives_what_was_before_the_cut() throws NotAFeed {
        Feed feed = read("<rss><channel><item><guid>1</guid></item><item><guid>2</guid><title>hal");
        assertThat(ids(feed)).containsExactly("1");
        assertThat(read("<rss><channel><title>ha").title()).isEmpty();
    }

    @Test
    void half_an_entry_is_none_whatever_the_first_or_prefixed_it_is_cut_in() throws NotAFeed {
        String atom = "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>T</a:title>";
        String entry = "<a:entry><a:id>1</a:id></a:entry>";
        for (String half :
                List.of("<a:entry><a:id>2</a:id><a:title>ha", "<a:entry", "<a:entry><a:id>2</a:id></a:ent")) {
            assertThat(ids(read(atom + half))).as(half).isEmpty();
            assertThat(ids(read(atom + entry + half))).as(half).containsExactly("1");
        }
        for (String half : List.of("<title><![CD", "<title>", "<title lang='e", "<!-- a", "<guid>1</gu", "&am")) {
            assertThat(ids(read("<rss><channel><item><guid>1</guid>" + half)))
                    .as(half)
                    .isEmpty();
        }
        assertThat(ids(read("<RSS><CHANNEL><ITEM><GUID>1</GUID></ITEM><ITEM><GUID>2</GUID>")))
                .containsExactly("1");
    }

    @Test
    void an_entry_that_has_its_end_is_kept_whatever_comes_after_it() throws NotAFeed {
        String whole = "<rss><channel><item><guid>1</guid></item>";
        for (String rest :
                List.of("", "<!-- <item> -->", "<!-- <item>", "<ti", "</chan", "<item/>", "<![CDATA[<item>]]>")) {
            assertThat(ids(read(whole + rest))).as(rest).contains("1");
        }
        assertThat(ids(read("<rss><channel><item><guid>1</guid></channel></rss>")))
                .containsExactly("1");
    }

    @Test
    void a_json_feed_that_is_cut_off_gives_the_items_before_the_cut() throws NotAFeed {
        String items = "{\"title\": \"J\", \"items\": [{\"id\": \"1\"}, {\"id\": \"2\"}";
        for (String rest :
                List.of("", ", ", ", {\"id\": \"3\"", ", {\"id\": \"3", ", {\"id\": nope}, {}]}", "], \"x\": ")) {
            Feed feed = read(items + rest);
            assertThat(ids(feed)).as(rest).containsExactly("1", "2");
            assertThat(feed.title()).contains("J");
        }
        assertThat(ids(read("{\"items\": [{\"id\": \"1"))).isEmpty();
    }

    @Test
    void an_encoding_is_found_whatever_is_said_of_it() throws NotAFeed {
        String text = rss("<item><title>café</title></item>");
        for (String name : List.of("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "windows-1252")) {
            byte[] body = text.getBytes(Charset.forName(name));
            Feed feed = FeedReader.read(body, body.length, Optional.empty(), AT);
            assertThat(feed.entries().getFirst().wording().title()).as(name).contains("café");
        }
        byte[] lied = text.getBytes(ISO_8859_1);
        Feed feed = FeedReader.read(lied, lied.length, Optional.of("utf-8"), AT);
        assertThat(feed.entries().getFirst().wording().title()).contains("café");
    }

    @Test
    void a_body_that_is_cut_off_within_a_letter_keeps_its_encoding() throws NotAFeed {
        byte[] body = ("<rss><channel><item><guid>1</guid><title>caf\u00e9 \ud83d\ude00</title></item>"
                        + "<item><title>\ud83d\ude00")
                .getBytes(UTF_8);
        for (int missing = 0; missing < 4; missing++) {
            Feed feed = FeedReader.read(body, body.length - missing, Optional.of("utf-8"), AT);
            assertThat(feed.entries().getFirst().wording().title())
                    .as("%d bytes are missing", missing)
                    .contains("caf\u00e9 \ud83d\ude00");
        }
    }

    @Test
    void what_is_no_feed_is_refused() {
        for (String body :
                List.of("", " \n", "<!doctype html><html><body><p>Hi</body></html>", "hello", "{}", "{\"a\":")) {
            assertThatThrownBy(() -> read(body))
                    .as(body)
                    .isInstanceOf(NotAFeed.class)
                    .hasMessageContaining("found");
        }
    }

    @Test
    void a_body_may_hold_many_entries_and_elements_within_each_other() throws NotAFeed {
        String many = IntStream.range(0, 20_000)
                .mapToObj(n -> "<item><guid>m" + n + "</guid></item>")
                .collect(Collectors.joining());
        assertThat(read(rss(many)).entries()).hasSize(20_000);
        String deep = "<b>".repeat(100_000);
        assertThat(read(rss("<item><guid>d</guid><description>" + deep + "</description></item>"))
                        .entries())
                .hasSize(1);
        assertThat(read(rss("<item><guid>i</guid>" + "<item>".repeat(20_000))).entries())
                .isNotEmpty();
    }

    private static List<String> ids(Feed feed) {
        return feed.entries().stream().map(Entry::id).toList();
    }

    private static String rss(String items) {
        return "<rss version=\"2.0\"><channel><title>T</title>" + items + "</channel></rss>";
    }

    private static Entry only(String text) throws NotAFeed {
        List<Entry> entries = read(text).entries();
        assertThat(entries).hasSize(1);
        return entries.getFirst();
    }

    private static Feed read(String text) throws NotAFeed {
        byte[] body = text.getBytes(UTF_8);
        return FeedReader.read(body, body.length, Optional.empty(), AT);
    }
}
