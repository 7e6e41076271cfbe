package dev.trawl.systems.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.Listing;
import dev.trawl.core.Outcome;
import dev.trawl.core.Row;
import dev.trawl.systems.feeds.FeedWeb.Asked;
import dev.trawl.testkit.FakeAttempt;
import dev.trawl.testkit.SettableClock;
import dev.trawl.web.Allowance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Feeds in the rounds of a schedule that comes every minute. */
@Timeout(60)
final class RoundsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Round ROUND = new Round(BEGIN, MINUTE);

    private final SettableClock clock = new SettableClock(BEGIN);
    private final RowsInMemory rows = new RowsInMemory();
    private final FeedWeb web = new FeedWeb(clock);
    private final FeedTools tools = new FeedTools(
            web,
            new FeedTables(rows),
            new Pace(new Random(7)),
            new Allowance(1 << 20),
            clock,
            new Hubs(new FeedTables(rows), false, new Random(7)));

    private List<Item> listed(boolean force, Round round) {
        Listing.Page page = (Listing.Page)
                new DueFeeds(tools.tables(), clock, force, round).page(Optional.empty(), FakeAttempt.first(1));
        return page.items();
    }

    private void add(String url, Object... columns) {
        Map<String, Object> row = new HashMap<>(Map.of("url", url));
        for (int n = 0; n < columns.length; n += 2) {
            row.put(String.valueOf(columns[n]), columns[n + 1]);
        }
        rows.write(new Row("feeds", row));
    }

    private void pass(Duration time) throws Exception {
        for (Instant end = clock.instant().plus(time); clock.instant().isBefore(end); clock.move(MINUTE)) {
            Round round = new Round(clock.instant(), MINUTE);
            FeedWorker worker = new FeedWorker(tools, false, round);
            for (Item item : listed(false, round)) {
                FakeAttempt attempt = FakeAttempt.first(1);
                worker.work(item, attempt);
                attempt.written().forEach(rows::write);
            }
        }
    }

    @Test
    void a_run_that_is_taken_up_long_after_its_instant_polls_what_it_has() {
        assertThat(ROUND.over(BEGIN.plusSeconds(50))).isTrue();
        assertThat(ROUND.over(BEGIN.plusSeconds(119))).isTrue();
        assertThat(ROUND.over(BEGIN.plus(Duration.ofHours(1)))).isFalse();
    }

    @Test
    void an_interval_that_was_set_is_kept_to_the_nearest_minute() throws Exception {
        for (int minutes : new int[] {1, 2, 5, 10}) {
            add("http://quick.test/" + minutes, "interval", minutes * 60L);
        }
        pass(Duration.ofHours(2));
        for (int minutes : new int[] {1, 2, 5, 10}) {
            List<Instant> asked = web.asked().stream()
                    .filter(each -> each.url().endsWith("/" + minutes))
                    .map(Asked::at)
                    .toList();
            List<Duration> gaps = new ArrayList<>();
            for (int n = 1; n < asked.size(); n++) {
                gaps.add(Duration.between(asked.get(n - 1), asked.get(n)));
            }
            assertThat(gaps).isNotEmpty().containsOnly(Duration.ofMinutes(minutes));
        }
    }

    @Test
    void a_feed_comes_early_only_where_its_interval_was_set_and_nobody_asked_it_to_wait() {
        String soon = BEGIN.plusSeconds(20).toString();
        add("http://a.test/set", "interval", 60L, "next_poll", soon);
        add("http://a.test/by-itself", "next_poll", soon);
        add("http://a.test/failed", "interval", 60L, "next_poll", soon, "failures", 1L);
        add("http://a.test/polled", "interval", 60L, "next_poll", soon, "last_polled", BEGIN.plusSeconds(1));
        add("http://a.test/disabled", "interval", 60L, "next_poll", soon, "state", "disabled");
        add("http://a.test/later", "interval", 60L, "next_poll", BEGIN.plusSeconds(31));
        add("http://a.test/due", "next_poll", BEGIN);
        assertThat(listed(false, ROUND))
                .extracting(Item::key)
                .containsExactlyInAnyOrder("http://a.test/set", "http://a.test/due");
        assertThat(new DueFeeds(tools.tables(), clock, false, ROUND).idle()).isFalse();
        assertThat(listed(false, Round.NONE)).extracting(Item::key).containsExactly("http://a.test/due");
    }

    @Test
    void what_a_round_does_not_come_to_is_left_to_the_next_one() throws Exception {
        add("http://quick.test/1");
        Item feed = listed(false, ROUND).getFirst();
        FakeAttempt attempt = FakeAttempt.first(1);
        clock.move(Duration.ofSeconds(46));
        Outcome left = new FeedWorker(tools, false, ROUND).work(feed, attempt);
        assertThat(left)
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(done.result().orElseThrow().toString())
                                .contains("postponed"));
        assertThat(attempt.written()).isEmpty();
        assertThat(web.asked()).isEmpty();
        assertThat(listed(false, new Round(clock.instant(), MINUTE))).hasSize(1);

        new FeedWorker(tools, false, Round.NONE).work(feed, attempt);
        assertThat(web.asked())
                .as("a run that somebody asked for takes its time")
                .hasSize(1);
    }

    @Test
    void a_run_is_a_round_where_its_job_says_which_and_how_often_it_comes() {
        assertThat(Round.of(Json.parse("{\"instant\": \"2026-11-22T12:00:00Z\", \"every\": \"1m\"}")
                        .tree()))
                .isEqualTo(ROUND);
        for (String none : List.of("{}", "{\"every\": \"1m\"}", "{\"every\": \"1m\", \"instant\": null}")) {
            assertThat(Round.of(Json.parse(none).tree())).as(none).isEqualTo(Round.NONE);
        }
        assertThatThrownBy(() -> Round.of(
                        Json.parse("{\"instant\": \"noon\", \"every\": \"1m\"}").tree()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got: noon");
    }

    @Test
    void a_host_that_mostly_lets_polls_run_out_of_time_counts_as_silent() {
        HeldHosts held = new HeldHosts();
        for (int n = 0; n < 3 * HeldHosts.TIMEOUTS_MAX; n++) {
            held.note("mostly.test", n % 3 != 0);
            held.note("often.test", n % 2 != 0);
        }
        assertThat(held.silent("mostly.test")).isTrue();
        assertThat(held.silent("often.test")).isFalse();
    }
}
