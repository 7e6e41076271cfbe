package dev.trawl.systems.feeds;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Item;
import dev.trawl.core.Listing;
import dev.trawl.core.Row;
import dev.trawl.systems.feeds.FeedWeb.Asked;
import dev.trawl.testkit.FakeAttempt;
import dev.trawl.testkit.SettableClock;
import dev.trawl.web.Allowance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Days of polling every minute, without an engine: who is served, and how hosts are asked. */
@Timeout(120)
final class DaysOfFeedsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-21T00:00:00Z");
    private static final int DAYS = 2;
    private static final int CROWD = 400;

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
    private long listed;

    @BeforeEach
    void two_days_pass() throws Exception {
        IntStream.range(0, CROWD).forEach(n -> add("http://slow.test/" + n));
        IntStream.range(0, CROWD).forEach(n -> add("http://quick.test/" + n));
        IntStream.range(0, 50).forEach(n -> add("http://down.test/" + n));
        for (long minute = 0; minute < Duration.ofDays(DAYS).toMinutes(); minute++) {
            run();
            clock.move(Duration.ofMinutes(1));
        }
    }

    private void add(String url) {
        rows.write(new Row("feeds", Map.of("url", url)));
    }

    private void run() throws Exception {
        FeedWorker worker = new FeedWorker(tools, false, Round.NONE);
        Listing.Page page = (Listing.Page)
                new DueFeeds(tools.tables(), clock, false, Round.NONE).page(Optional.empty(), FakeAttempt.first(1));
        listed += page.items().size();
        for (Item item : page.items()) {
            FakeAttempt attempt = FakeAttempt.first(1);
            worker.work(item, attempt);
            attempt.written().forEach(rows::write);
        }
    }

    private List<Asked> asked(String host) {
        return web.asked().stream().filter(asked -> asked.host().equals(host)).toList();
    }

    @Test
    void every_feed_is_served_politely_in_turn_and_conditionally() {
        a_host_that_answers_one_request_a_minute_serves_all_of_its_feeds_in_turn();
        feeds_whose_host_was_down_do_not_come_back_together();
        news_is_found_in_time_and_known_validators_are_sent();
    }

    private void a_host_that_answers_one_request_a_minute_serves_all_of_its_feeds_in_turn() {
        List<Asked> slow = asked("slow.test");
        for (int n = 1; n < slow.size(); n++) {
            assertThat(Duration.between(slow.get(n - 1).at(), slow.get(n).at()))
                    .isGreaterThanOrEqualTo(Duration.ofMinutes(1));
        }
        Map<String, List<Asked>> each = slow.stream().collect(groupingBy(Asked::url));
        assertThat(each).hasSize(CROWD);
        int turns = (int) Duration.ofDays(DAYS).toMinutes() / CROWD;
        assertThat(each.values()).allSatisfy(polls -> assertThat(polls).hasSizeBetween(turns / 2, 2 * turns));
        // The host does not stand idle while feeds wait for it, and nobody is listed every minute to be turned away.
        assertThat(slow.size()).isGreaterThan((int) Duration.ofDays(DAYS).toMinutes() * 9 / 10);
        assertThat(listed).isLessThan(10L * web.asked().size());
    }

    private void feeds_whose_host_was_down_do_not_come_back_together() {
        Map<Instant, List<Asked>> together = asked("down.test").stream().collect(groupingBy(Asked::at));
        together.remove(BEGIN);
        assertThat(together.values()).allSatisfy(polls -> assertThat(polls).hasSizeLessThan(45));
    }

    private void news_is_found_in_time_and_known_validators_are_sent() {
        Map<String, Instant> before = new HashMap<>();
        List<Duration> gaps = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Asked asked : asked("quick.test")) {
            Instant last = before.put(asked.url(), asked.at());
            if (last != null) {
                gaps.add(Duration.between(last, asked.at()));
            }
            assertThat(asked.tag().isPresent()).isEqualTo(!known.add(asked.url()));
        }
        assertThat(gaps).allMatch(gap -> gap.compareTo(Duration.ofHours(6)) <= 0);
        long newest = FeedWeb.newest(clock.instant().minus(Duration.ofHours(6)));
        IntStream.range(0, CROWD)
                .forEach(n -> assertThat(rows.columns("articles", "http://quick.test/" + n, Long.toString(newest)))
                        .isNotEmpty());
    }
}
