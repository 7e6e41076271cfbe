package dev.trawl.systems.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FeedDateTest {
    private static final Map<String, String> DATES = Map.ofEntries(
            Map.entry("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"),
            Map.entry("01 Jan 04 19:48 EST", "2004-01-02T00:48:00Z"),
            Map.entry("Thursday, 1 January 2004 19:48:21 +0530", "2004-01-01T14:18:21Z"),
            Map.entry("Thu, 01 Jan 2004 19:48:21 GMT+02:00", "2004-01-01T17:48:21Z"),
            Map.entry("1 Jan 2004", "2004-01-01T00:00:00Z"),
            Map.entry("Thu Jan  1 19:48:21 2004", "2004-01-01T19:48:21Z"),
            Map.entry("Thu Jan 1 19:48:21 PST 2004", "2004-01-02T03:48:21Z"),
            Map.entry("January 1, 2004 7:48 PM", "2004-01-01T19:48:00Z"),
            Map.entry("2004-01-01T19:48:21.123+01:00", "2004-01-01T18:48:21Z"),
            Map.entry("2004-01-01 19:48:21 -0800", "2004-01-02T03:48:21Z"),
            Map.entry("2004-01-01T24:00:00Z", "2004-01-02T00:00:00Z"),
            Map.entry("20040101T194821Z", "2004-01-01T19:48:21Z"),
            Map.entry("2004-01", "2004-01-01T00:00:00Z"),
            Map.entry("2004-335", "2004-11-30T00:00:00Z"),
            Map.entry("2004", "2004-01-01T00:00:00Z"));

    @Test
    void dates_are_read_in_all_their_forms() {
        DATES.forEach(
                (text, instant) -> assertThat(FeedDate.read(text)).as(text).contains(Instant.parse(instant)));
    }

    @Test
    void what_is_no_date_is_none() {
        for (String text : List.of("", "soon", "32 Jan 2004", "1 Foo 2004", "2004-13-01", "9".repeat(200), "25:00")) {
            assertThat(FeedDate.read(text)).as(text).isEmpty();
        }
    }
}
