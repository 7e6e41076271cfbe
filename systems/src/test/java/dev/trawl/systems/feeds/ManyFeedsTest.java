package dev.trawl.systems.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.trawl.core.Item;
import dev.trawl.core.Listing;
import dev.trawl.core.Row;
import dev.trawl.systems.feeds.FeedWeb.Asked;
import dev.trawl.testkit.FakeAttempt;
import dev.trawl.testkit.SettableClock;
import dev.trawl.web.Allowance;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Days of polling every minute over many hosts: every tenth answers one request a minute. Standard are 2,000 feeds; for more:
 * {@code -Dmany.feeds=100000 -Dmany.hosts=5000 -Dmany.days=3}, with a heap of 8 GB.
 */
@Timeout(3_600)
final class ManyFeedsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-21T00:00:00Z");
    private static final int FEEDS = Integer.getInteger("many.feeds", 2_000);
    private static final int HOSTS = Integer.getInteger("many.hosts", 100);
    private static final int DAYS = Integer.getInteger("many.days", 2);

    /** Feeds that have a new article every six hours are asked for it before the next one comes. */
    private static final Duration FOUND = Duration.ofHours(6);

    private final SettableClock clock = new SettableClock(BEGIN);
    private final RowsInMemory rows = new RowsInMemory();
    private final FeedWeb web = new FeedWeb(clock);
    private final FeedTables tables = new FeedTables(rows);
    private final FeedTools tools = new FeedTools(
            web,
            tables,
            new Pace(new Random(11)),
            new Allowance(1 << 20),
            clock,
            new Hubs(tables, false, new Random(11)));

    private static String url(int feed) {
        int host = feed % HOSTS;
        return "http://" + (host % 10 == 0 ? "slow" : "quick") + host + ".test/" + feed;
    }

    private void run() throws Exception {
        FeedWorker worker = new FeedWorker(tools, false, Round.NONE);
        DueFeeds due = new DueFeeds(tables, clock, false, Round.NONE);
        Listing.Page page = (Listing.Page) due.page(Optional.empty(), FakeAttempt.first(1));
        for (Item item : page.items()) {
            FakeAttempt attempt = FakeAttempt.first(1);
            worker.work(item, attempt);
            attempt.written().forEach(rows::write);
        }
    }

    @Test
    void every_feed_is_served_in_time_and_conditionally_and_no_host_is_asked_faster_than_it_allows() throws Exception {
        for (int feed = 0; feed < FEEDS; feed++) {
            rows.write(new Row("feeds", Map.of("url", url(feed))));
        }
        for (long minute = 0; minute < Duration.ofDays(DAYS).toMinutes(); minute++) {
            run();
            clock.move(Duration.ofMinutes(1));
        }
        hosts_are_asked_as_they_allow_and_for_what_has_changed();
        long[] waits = every_article_was_found_in_time();
        long conditional =
                web.asked().stream().filter(asked -> asked.tag().isPresent()).count();
        System.out.printf(
                "%,d feeds on %,d hosts, %d days: %,d requests, %,d of them conditional; %,d new articles, found %s after they were"
                        + " published (median), %s (99 of 100), %s (the last)%n",
                FEEDS,
                HOSTS,
                DAYS,
                web.asked().size(),
                conditional,
                waits.length,
                Duration.ofSeconds(waits[waits.length / 2]),
                Duration.ofSeconds(waits[(int) (waits.length * 0.99)]),
                Duration.ofSeconds(waits[waits.length - 1]));
    }

    private void hosts_are_asked_as_they_allow_and_for_what_has_changed() {
        Map<String, Instant> before = new HashMap<>();
        Set<String> known = new HashSet<>();
        for (Asked asked : web.asked()) {
            Instant last = before.put(asked.host(), asked.at());
            if (last != null
                    && asked.host().startsWith("slow")
                    && Duration.between(last, asked.at()).compareTo(Duration.ofMinutes(1)) < 0) {
                fail("%s was asked at %s and again at %s", asked.host(), last, asked.at());
            }
            if (asked.tag().isPresent() == known.add(asked.url())) {
                fail("%s was asked at %s with %s", asked.url(), asked.at(), asked.tag());
            }
        }
        assertThat(known).hasSize(FEEDS);
    }

    /** Seconds from its publication, of each article, in order. */
    private long[] every_article_was_found_in_time() {
        LongStream.Builder waits = LongStream.builder();
        long first = FeedWeb.newest(BEGIN) + 1;
        long last = FeedWeb.newest(clock.instant().minus(FOUND));
        for (int feed = 0; feed < FEEDS; feed++) {
            for (long article = first; article <= last; article++) {
                Map<String, ?> row = rows.columns("articles", url(feed), Long.toString(article));
                Duration after = Duration.between(
                        Instant.parse(String.valueOf(row.get("published"))),
                        Instant.parse(String.valueOf(row.get("first_seen"))));
                if (after.compareTo(FOUND) >= 0) {
                    fail("Article %s of %s was found after %s", article, url(feed), after);
                }
                waits.add(after.toSeconds());
            }
        }
        return waits.build().sorted().toArray();
    }
}
