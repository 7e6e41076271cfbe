package dev.trawl.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.ChunkSize;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ChunkSizerTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final ChunkSizer auto = new ChunkSizer(ChunkSize.AUTO);

    @Test
    void auto_starts_at_one_and_grows_to_half_of_what_is_ready() {
        assertThat(auto.next(10_000, 10_000, HOUR)).isEqualTo(1);
        items(100, Duration.ofMillis(1));
        assertThat(auto.next(10_000, 10_000, HOUR)).isEqualTo(1_000);
        assertThat(auto.next(300, 10_000, HOUR)).isEqualTo(150);
        assertThat(auto.next(10_000, 40, HOUR)).isEqualTo(40);
    }

    @Test
    void a_chunk_of_slow_items_would_end_within_half_of_its_deadline_one_after_the_other() {
        items(2_000, Duration.ofSeconds(10));
        assertThat(auto.next(10_000, 10_000, HOUR)).isBetween(60, 180);
    }

    @Test
    void a_fixed_size_is_kept_whatever_items_take() {
        ChunkSizer fixed = new ChunkSizer(new ChunkSize.Fixed(7));
        fixed.took(HOUR);
        assertThat(fixed.next(10_000, 10_000, HOUR)).isEqualTo(7);
        assertThat(fixed.next(10_000, 3, HOUR)).isEqualTo(3);
    }

    private void items(int count, Duration each) {
        for (int n = 0; n < count; n++) {
            auto.took(each);
        }
    }
}
