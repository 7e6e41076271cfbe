package dev.trawl.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClosestWordTest {
    private static final List<String> KNOWN =
            List.of("concurrency", "perHost", "timeout", "subreddit", "reddit-pictures", "limit", "on");

    @ParameterizedTest
    @CsvSource({
        "concurency, concurrency",
        "concurrecny, concurrency",
        "per_host, perHost",
        "timout, timeout",
        "subredit, subreddit",
        "redit-pictures, reddit-pictures",
        "limitt, limit",
        "no, on"
    })
    void a_slip_of_the_finger_is_understood(String wrong, String meant) {
        assertThat(ClosestWord.to(wrong, KNOWN)).contains(meant);
    }

    @Test
    void a_word_unlike_all_others_suggests_nothing() {
        assertThat(ClosestWord.to("elephant", KNOWN)).isEmpty();
        assertThat(ClosestWord.hint("elephant", KNOWN)).isEmpty();
    }

    @Test
    void a_very_long_word_is_not_compared() {
        assertThat(ClosestWord.to("x".repeat(1_000_000), List.of("x".repeat(1_000_000))))
                .isEmpty();
    }
}
