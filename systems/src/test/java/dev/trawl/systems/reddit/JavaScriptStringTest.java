package dev.trawl.systems.reddit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JavaScriptStringTest {
    @Test
    void a_literal_ends_at_its_own_quote() {
        assertThat(JavaScriptString.at("x = 'a \"b\" c' + 'd'", 4)).contains("a \"b\" c");
        assertThat(JavaScriptString.at("\"it's\"", 0)).contains("it's");
    }

    @Test
    void every_escape_is_read() {
        assertThat(JavaScriptString.at(
                        "\"\\\"\\\\\\/\\'\\n\\t\\r\\b\\f\\v\\x41\\u00e9\\u{1F600}\\ud83d\\ude00\\q\"", 0))
                .contains("\"\\/'\n\t\r\b\f\u000bAé😀😀q");
    }

    @Test
    void a_line_may_go_on() {
        assertThat(JavaScriptString.at("'a\\\nb\\\r\nc'", 0)).contains("abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "'",
                "'abc",
                "'abc\\",
                "'a\nb'",
                "'\\u12'",
                "'\\u{}'",
                "'\\u{110000}'",
                "'\\u{1234567890}'",
                "'\\xg1'",
                "'\\u 12'"
            })
    void what_is_no_whole_literal_is_none(String script) {
        assertThat(JavaScriptString.at(script, 0)).isEmpty();
    }
}
