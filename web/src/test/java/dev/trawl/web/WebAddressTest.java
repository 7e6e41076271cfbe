package dev.trawl.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "HTTP://Example.COM                > http://example.com/",
                "https://example.com:443/a         > https://example.com/a",
                "http://example.com:00080/         > http://example.com/",
                "http://example.com:8080           > http://example.com:8080/",
                "http:\\\\example.com\\a\\b?c\\d   > http://example.com/a/b?c%5Cd",
                "http://example.com/a b|c[d]%zz%4a > http://example.com/a%20b%7Cc%5Bd%5D%25zz%4a",
                "http://example.com/a/../b/./c     > http://example.com/a/../b/./c",
                "http://example.com//a//b          > http://example.com//a//b",
                "http://example.com/a?b#c?d        > http://example.com/a?b",
                "http://example.com?a[0]=%         > http://example.com/?a%5B0%5D=%25",
                "http://example.com/caf\u00e9      > http://example.com/caf%C3%A9",
                "http://b\u00fccher.example/       > http://xn--bcher-kva.example/",
                "http://\uff11\uff12\uff17.0.0.1/  > http://127.0.0.1/",
                "http://ex%61mple.com/             > http://example.com/",
                "http://ex_ample.com./             > http://ex_ample.com./",
                "http://2130706433/                > http://127.0.0.1/",
                "http://0x7f.1/                    > http://127.0.0.1/",
                "http://0177.0.0.01/               > http://127.0.0.1/",
                "http://127.1/                     > http://127.0.0.1/",
                "http://127.0.0.1./                > http://127.0.0.1/",
                "http://[0:0::1]:81/               > http://[::1]:81/",
                "http://[::FFFF:127.0.0.1]/        > http://[::ffff:7f00:1]/",
                "http://[1:0:0:2:0:0:0:3]/         > http://[1:0:0:2::3]/",
            })
    void an_address_has_one_spelling(String text, String read) {
        assertThat(WebAddress.parse(text)).hasToString(read);
    }

    @Test
    void a_user_that_a_reference_names_is_left_out() {
        WebAddress page = WebAddress.parse("http://site.test/a");
        assertThat(page.resolve("http://me:secret@other.test/b@c")).hasToString("http://other.test/b@c");
        assertThat(page.resolve("//a@b@other.test:8080?q@")).hasToString("http://other.test:8080/?q@");
        assertThat(page.resolve("/b@c")).hasToString("http://site.test/b@c");
    }

    @Test
    void tabs_newlines_and_spaces_around_it_are_dropped() {
        assertThat(WebAddress.parse(" \n\thttp://exa\nmple.com/a\tb\r\n ")).hasToString("http://example.com/ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "/a",
                "ftp://example.com/",
                "javascript:alert(1)",
                "http:",
                "http://",
                "http:///a",
                "http:example.com",
                "http://?a",
                "http://:80/",
                "http://user@example.com/",
                "http://a:b@example.com/",
                "http://example.com:0/",
                "http://example.com:65536/",
                "http://example.com:8a/",
                "http://exa mple.com/",
                "http://a%00b.com/",
                "http://a%2fb.com/",
                "http://%ff.com/",
                "http://127.0.0.\u0661/",
                "http://256.1.1.1/",
                "http://1.2.3.4.5/",
                "http://0x100000000/",
                "http://1.2.3.09/",
                "http://[::1",
                "http://[::1]a/",
                "http://[1.2.3.4]/",
                "http://[fe80::1%25eth0]/",
                "http://[::g]/",
                "http://a<b.com/",
                "http://./"
            })
    void what_is_no_address_is_refused(String text) {
        assertThatThrownBy(() -> WebAddress.parse(text))
                .isInstanceOf(BadAddress.class)
                .hasMessageContaining("found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "g                > http://a/b/c/g",
                "./g              > http://a/b/c/g",
                "g/               > http://a/b/c/g/",
                "/g               > http://a/g",
                "//g              > http://g/",
                "?y               > http://a/b/c/d;p?y",
                "g?y#s            > http://a/b/c/g?y",
                "#s               > http://a/b/c/d;p?q",
                "''               > http://a/b/c/d;p?q",
                ".                > http://a/b/c/",
                "..               > http://a/b/",
                "../g             > http://a/b/g",
                "../..            > http://a/",
                "../../../g       > http://a/g",
                "/./g             > http://a/g",
                "g..              > http://a/b/c/g..",
                "g;x=1/../y       > http://a/b/c/y",
                "g?y/../x         > http://a/b/c/g?y/../x",
                "\\\\g\\h         > http://g/h",
                "https://g/a/../b > https://g/a/../b",
                "é                > http://a/b/c/%C3%A9",
            })
    void a_reference_is_resolved(String reference, String target) {
        assertThat(WebAddress.parse("http://a/b/c/d;p?q").resolve(reference)).hasToString(target);
    }

    @Test
    void a_reference_to_another_scheme_is_refused() {
        assertThatThrownBy(() -> WebAddress.parse("http://a/").resolve("mailto:a@b"))
                .isInstanceOf(BadAddress.class);
    }

    @Test
    void a_message_shows_no_control_characters() {
        assertThatThrownBy(() -> WebAddress.parse("\u001b[31m\u0007"))
                .hasMessageNotContaining("\u001b")
                .hasMessageContaining("http://");
    }

    @Test
    void what_is_read_again_stays() {
        String once = WebAddress.parse("HTTP://0x7f.1:80/a b?c|d%zz").toString();
        assertThat(WebAddress.parse(once)).hasToString(once);
    }
}
