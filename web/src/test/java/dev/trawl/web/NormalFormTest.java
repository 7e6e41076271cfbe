package dev.trawl.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NormalFormTest {
    @ParameterizedTest
    @CsvSource({
        "HTTP://Site.Test:80/a#part, http://site.test/a",
        "https://site.test:443, https://site.test/",
        "https://site.test:8443/, https://site.test:8443/",
        "http://site.test./a, http://site.test/a",
        "http://site.test/x/../a, http://site.test/a",
        "http://site.test/./y/z/../.././a/., http://site.test/a/",
        "http://site.test/a/.., http://site.test/",
        "http://site.test/../../a, http://site.test/a",
        "http://site.test/%7euser/%2E%2e/b, http://site.test/b",
        "http://site.test/caf%c3%a9, http://site.test/caf%C3%A9",
        "http://site.test/%41%2d%5a%2f, http://site.test/A-Z%2F",
        "http://site.test/100%, http://site.test/100%25",
        "http://site.test/a..b/...c, http://site.test/a..b/...c",
        "http://site.test//a//b, http://site.test//a//b",
        "http://site.test/a?q=%7e&x=/../y&q, http://site.test/a?q=%7e&x=/../y&q",
        "http://127.1/%61, http://127.0.0.1/a",
    })
    void two_spellings_of_one_page_have_one_form(String spelling, String normal) {
        WebAddress form = WebAddress.parse(spelling).normal();

        assertThat(form).hasToString(normal);
        assertThat(form.normal()).isEqualTo(form);
    }

    @Test
    void what_is_in_normal_form_stays_the_same_object_of_text() {
        String page = "http://site.test/d1/p7.html?id=3";

        assertThat(WebAddress.parse(page).normal()).hasToString(page);
    }
}
