package dev.trawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class VisibleTest {
    @Test
    void escape_sequences_and_line_ends_are_shown_not_obeyed() {
        assertThat(Visible.text("a\u001b[31mred\u0007\r\n\tb")).isEqualTo("a\\u001b[31mred\\u0007\\r\\n\\tb");
    }

    @Test
    void what_turns_the_reading_direction_is_shown_not_obeyed() {
        assertThat(Visible.text("a\u202egnp.exe\u2028\ud800")).isEqualTo("a\\u202egnp.exe\\u2028\\ud800");
    }

    @Test
    void letters_of_any_script_stay() {
        assertThat(Visible.text("Füße 日本 🐟")).isEqualTo("Füße 日本 🐟");
    }

    @Test
    void a_long_word_is_cut() {
        assertThat(Visible.quoted("x".repeat(1_000))).hasSizeLessThan(70).endsWith("…\"");
    }
}
