package dev.trawl.systems.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.web.WebAddress;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HtmlPageTest {
    private static HtmlPage page(String html) {
        return HtmlPage.read(Jsoup.parse(html), WebAddress.parse("http://site.test/dir/page?x=1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<title> Fish &amp;\t chips </title>|Fish & chips",
                "<body><svg><title>wrong</title></svg><title>Right</title>|Right",
                "<title></title><title>second</title>|second",
                "<p>none|",
                "<svg><title>a drawing's</title></svg>|",
            })
    void its_title_is_the_first_that_is_its_own(String html, String title) {
        assertThat(page(html).title().orElse(null)).isEqualTo(title);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<link rel=canonical href='/one?a=1&amp;b=2'>|http://site.test/one?a=1&b=2",
                "<base href='/other/'><link rel='x CANONICAL' href='../two'>|http://site.test/two",
                "<link rel=canonical href='mailto:a@b'>|",
                "<link rel=alternate href='/x'>|",
            })
    void its_canonical_address_is_absolute(String html, String canonical) {
        assertThat(page(html).canonical().map(WebAddress::toString).orElse(null))
                .isEqualTo(canonical);
    }

    @Test
    void its_links_are_different_addresses_of_the_web_in_normal_form() {
        assertThat(page("""
                        <a href="a">1</a> <a href="./a#part">2</a> <A HREF=" /dir/a
                        ">3</A> <a href="HTTP://SITE.test:80/dir/%61">4</a>
                        <map><area href="//other.test/x"></map> <a href="?y=2">5</a> <a href="">6</a> <a href="#top">7</a>
                        <a href="mailto:a@b">8</a> <a href="javascript:go()">9</a> <a name="n">10</a> <a href="http://[bad">11</a>
                        <a href="ftp://site.test/">12</a> <a href="http://me@site.test/in">13</a> <!-- <a href="/ghost">14</a> -->
                        <link href="/style.css" rel=stylesheet><img src="/picture.png">""").links().keySet())
                .containsExactly(
                        "http://site.test/dir/a",
                        "http://other.test/x",
                        "http://site.test/dir/page?y=2",
                        "http://site.test/dir/page?x=1",
                        "http://site.test/in");
    }

    @Test
    void a_base_counts_for_links_before_it_too_and_a_broken_one_does_not() {
        assertThat(page("<a href=x>1</a><base href=/b/><base href=/c/>").links())
                .containsOnlyKeys("http://site.test/b/x");
        assertThat(page("<base href='http://'><a href=x>1</a>").links()).containsOnlyKeys("http://site.test/dir/x");
    }

    @Test
    void its_text_is_counted_in_utf_8_with_white_space_collapsed() {
        assertThat(page("<title>no</title><body> <p>a  b</p>\n<p>\u00E9\u20AC\uD83D\uDE00</p><script>no()</script>")
                        .textBytes())
                .isEqualTo(3L + 1 + 2 + 3 + 4);
        assertThat(page("").textBytes()).isZero();
    }

    @Test
    void deep_pages_are_read() {
        assertThat(page("<div>".repeat(100_000) + "<a href=x>end").links()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t, false",
        "/2024/01/01/01/01/01/01/01/01/01, false",
        "/item?id=1&id=1&id=1, false",
    })
    void what_somebody_may_have_written_is_no_trap(String path, boolean trap) {
        assertThat(Traps.looksEndless(WebAddress.parse("http://site.test" + path)))
                .isEqualTo(trap);
    }

    @Test
    void what_repeats_itself_or_never_ends_is_a_trap() {
        assertThat(Traps.looksEndless(WebAddress.parse("http://site.test" + "/a".repeat(20))))
                .isTrue();
        assertThat(Traps.looksEndless(WebAddress.parse("http://site.test" + "/a/b".repeat(20))))
                .isTrue();
        assertThat(Traps.looksEndless(WebAddress.parse("http://site.test/?" + "x".repeat(5_000))))
                .isTrue();
        StringBuilder deep = new StringBuilder("http://site.test");
        for (int n = 0; n < 150; n++) {
            deep.append('/').append(n);
        }
        assertThat(Traps.looksEndless(WebAddress.parse(deep.toString()))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.site.co.uk/, https://a.site.co.uk:444/, true, true",
        "http://a.site.co.uk/, http://b.site.co.uk/, false, true",
        "http://site.co.uk/, http://other.co.uk/, false, false",
        "http://one.github.io/, http://two.github.io/, false, false",
        "http://127.0.0.1/, http://127.0.0.2/, false, false",
        "http://[::1]/, http://[::1]:8080/, true, true",
        "http://localhost/, http://other/, false, false",
    })
    void links_are_followed_to_the_same_host_or_the_same_domain(
            String page, String link, boolean host, boolean domain) {
        WebAddress from = WebAddress.parse(page);
        WebAddress to = WebAddress.parse(link);
        assertThat(Scope.HOST.holds(from, to)).isEqualTo(host);
        assertThat(Scope.DOMAIN.holds(from, to)).isEqualTo(domain);
        assertThat(Scope.ANY.holds(from, to)).isTrue();
    }
}
