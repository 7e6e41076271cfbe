package dev.trawl.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pages of several runs that wait for a place in the browser. */
@Timeout(20)
final class PlacesTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Places places = new Places(2);
    private final List<String> served = Collections.synchronizedList(new ArrayList<>());

    private Thread waits(Places.Share share, String name) {
        int before = places.waiting();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                if (share.take(LONG)) {
                    served.add(name);
                }
            } catch (InterruptedException e) {
                served.add(name + " interrupted");
            }
        });
        while (places.waiting() == before) {
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void the_run_that_has_fewest_is_served_first_and_of_equal_ones_who_came_first() throws Exception {
        Places.Share many = places.share();
        Places.Share few = places.share();
        assertThat(many.take(LONG)).isTrue();
        assertThat(many.take(LONG)).isTrue();
        Thread third = waits(many, "third of many");
        Thread fourth = waits(many, "fourth of many");
        Thread first = waits(few, "first of few");
        many.give();
        first.join();
        assertThat(served).containsExactly("first of few");
        few.give();
        third.join();
        many.give();
        fourth.join();
        assertThat(served).containsExactly("first of few", "third of many", "fourth of many");
    }

    @Test
    void who_waits_too_long_or_is_interrupted_leaves_no_place_behind() throws Exception {
        Places.Share one = places.share();
        assertThat(one.take(LONG)).isTrue();
        assertThat(one.take(LONG)).isTrue();
        assertThat(places.share().take(Duration.ofMillis(1))).isFalse();
        Thread waits = waits(one, "it");
        waits.interrupt();
        waits.join();
        assertThat(served).containsExactly("it interrupted");
        assertThat(places.waiting()).isZero();
        one.give();
        one.give();
        assertThat(places.share().take(Duration.ZERO)).isTrue();
        assertThat(places.share().take(Duration.ZERO)).isTrue();
        assertThat(places.share().take(Duration.ZERO)).isFalse();
    }
}
