package dev.trawl.app.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Counts;
import dev.trawl.core.dispatch.Glance;
import dev.trawl.testkit.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProgressTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SettableClock clock = new SettableClock(START);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private Glance glance = glance(0, 0, 0, false);

    private static Glance glance(long listed, long done, long dead, boolean whole) {
        return new Glance(new Counts(listed, done, dead, 0, 0), whole, 0, Optional.empty());
    }

    private static Pace pace(double perSecond) {
        Pace pace = new Pace();
        pace.see(START, 0);
        pace.see(START.plusSeconds(100), Math.round(perSecond * 100));
        return pace;
    }

    @Test
    void while_the_total_is_unknown_it_says_at_least() {
        assertThat(ProgressText.of(glance(300, 117, 3, false), pace(12)))
                .isEqualTo("117 of at least 300 done, 3 dead; 12.0/s; at least 15 s left");
    }

    @Test
    void once_all_is_listed_it_says_how_long_it_takes() {
        assertThat(ProgressText.of(glance(7_200, 0, 0, true), pace(1)))
                .isEqualTo("0 of 7200 done; 1.0/s; 2 h 0 min left");
    }

    @Test
    void nobody_can_tell_how_long_it_takes_while_nothing_ends() {
        assertThat(ProgressText.of(glance(10, 0, 0, true), pace(0))).isEqualTo("0 of 10 done; 0.0/s");
        assertThat(ProgressText.of(glance(10, 0, 0, true), new Pace())).isEqualTo("0 of 10 done");
    }

    @Test
    void the_slowest_host_is_named_and_its_name_cannot_move_the_cursor() {
        Glance slow = new Glance(
                new Counts(10, 10, 0, 0, 0), true, 0, Optional.of(new Glance.Key("a\u001b[2J.example", 40, START)));
        assertThat(ProgressText.of(slow, new Pace())).isEqualTo("10 of 10 done; 40 at a\\u001b[2J.example");
    }

    @Test
    void the_pace_follows_a_change_within_some_seconds() {
        Pace pace = pace(100);
        for (int second = 1; second <= 30; second++) {
            pace.see(START.plusSeconds(100 + second), 10_000 + 10L * second);
        }
        assertThat(pace.perSecond().orElseThrow()).isBetween(10.0, 15.0);
    }

    @Test
    void a_redrive_that_opens_dead_items_again_is_no_negative_pace() {
        Pace pace = pace(10);
        pace.see(START.plusSeconds(101), 5);
        assertThat(pace.perSecond().orElseThrow()).isNotNegative();
    }

    @Test
    void without_a_terminal_a_line_is_written_every_ten_seconds() {
        try (ProgressLine line = line(false)) {
            for (int second = 0; second < 25; second++) {
                glance = glance(100, second, 0, true);
                line.look();
                clock.move(Duration.ofSeconds(1));
            }
        }
        assertThat(written.toString(UTF_8).lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("10 of 100 done; 1.0/s; 90 s left");
    }

    @Test
    void on_a_terminal_the_line_is_redrawn_in_place_and_taken_away_at_the_end() {
        try (ProgressLine line = line(true)) {
            glance = glance(5, 5, 0, true);
            line.look();
        }
        assertThat(written.toString(UTF_8)).isEqualTo("\r\u001b[K5 of 5 done\r\u001b[K");
    }

    private ProgressLine line(boolean terminal) {
        return new ProgressLine(new PrintStream(written, true, UTF_8), terminal, clock, () -> Optional.of(glance));
    }
}
