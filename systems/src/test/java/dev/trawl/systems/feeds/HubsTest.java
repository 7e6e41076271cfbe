package dev.trawl.systems.feeds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Row;
import dev.trawl.web.WebAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who pushes a feed as it says itself, and when that one is asked. */
final class HubsTest {
    private static final WebAddress AT = WebAddress.parse("http://feed.test/a/feed.xml");
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static HubLinks header(String link) {
        return HubLinks.ofHeader(link, AT);
    }

    private static HubLinks body(String text) throws NotAFeed {
        byte[] bytes = text.getBytes(UTF_8);
        return FeedReader.read(bytes, bytes.length, Optional.empty(), AT).links();
    }

    @Test
    void a_header_names_hub_and_self_in_any_order_and_form() {
        HubLinks links = header("<http://x.test/a,b>; rel=next, </me>; title=\"a, b\"; rel=\"alternate SELF\", "
                + "<http://one.test/>;rel=hub, <http://two.test/>; rel=\"hub\"");
        assertThat(links.hub()).contains("http://one.test/");
        assertThat(links.self()).contains("http://feed.test/me");
        assertThat(header("nonsense")).isEqualTo(HubLinks.NONE);
        assertThat(header("<javascript:alert(1)>; rel=hub").hub()).isEmpty();
    }

    @Test
    void a_link_may_have_thousands_of_parameters() {
        assertThat(header("<http://hub.test/>" + ";a".repeat(8_000) + "; rel=hub")
                        .hub())
                .contains("http://hub.test/");
        assertThat(header("<http://hub.test/>" + "; a=\"b\"".repeat(2_000) + "; rel=hub")
                        .hub())
                .contains("http://hub.test/");
    }

    @Test
    void a_body_names_them_in_atom_in_rss_and_in_json() throws NotAFeed {
        String atom = "<link rel='hub' href='http://hub.test/'/><link rel='self' href='/self'/>";
        assertThat(body("<feed xmlns='http://www.w3.org/2005/Atom'>" + atom + "<title>T</title></feed>"))
                .isEqualTo(header("<http://hub.test/>; rel=hub, </self>; rel=self"));
        assertThat(body("<rss xmlns:a='http://www.w3.org/2005/Atom'><channel><link>http://feed.test/</link>"
                        + atom.replace("<link", "<a:link") + "</channel></rss>"))
                .isEqualTo(header("<http://hub.test/>; rel=hub, </self>; rel=self"));
        assertThat(body("{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [], \"feed_url\": \"/self\","
                        + "\"hubs\": [{\"type\": \"rssCloud\", \"url\": \"http://no.test/\"},"
                        + "{\"type\": \"WebSub\", \"url\": \"http://hub.test/\"}]}"))
                .isEqualTo(header("<http://hub.test/>; rel=hub, </self>; rel=self"));
    }

    @Test
    void a_header_counts_before_the_body() throws NotAFeed {
        HubLinks links = header("<http://head.test/>; rel=hub")
                .or(body(
                        "<feed xmlns='http://www.w3.org/2005/Atom'><link rel='hub' href='http://body.test/'/></feed>"));
        assertThat(links.hub()).contains("http://head.test/");
    }

    private static HubState hub(Map<String, ?> columns) {
        Map<String, @Nullable Object> all = new HashMap<>(columns);
        all.put("hub", "http://hub.test/");
        all.put("callback", "now");
        all.putIfAbsent("asked_at", "now");
        all.putIfAbsent("answered_at", "now");
        return new HubState(all);
    }

    private static String ago(Duration time) {
        return NOW.minus(time).toString();
    }

    @Test
    void a_hub_is_asked_at_once_and_again_after_longer_and_longer_waits_while_it_does_not_confirm() {
        assertThat(hub(Map.of()).due(NOW)).isTrue();
        assertThat(hub(Map.of("asked", ago(Duration.ofMinutes(59)), "asks", 1L)).due(NOW))
                .isFalse();
        assertThat(hub(Map.of("asked", ago(Duration.ofMinutes(61)), "asks", 1L)).due(NOW))
                .isTrue();
        assertThat(hub(Map.of("asked", ago(Duration.ofHours(3)), "asks", 3L)).due(NOW))
                .isFalse();
        assertThat(hub(Map.of("asked", ago(Duration.ofDays(8)), "asks", 90L)).due(NOW))
                .isTrue();
        assertThat(new HubState(Map.of("feed", "f")).due(NOW)).isFalse();
    }

    @Test
    void a_lease_is_renewed_when_a_fifth_of_it_is_left() {
        Map<String, Object> lease = new HashMap<>(Map.of("state", "active", "asks", 1L));
        lease.put("asked", ago(Duration.ofDays(7)));
        lease.put("confirmed", ago(Duration.ofDays(7)));
        lease.put("lease_until", NOW.plus(Duration.ofDays(3)).toString());
        assertThat(hub(lease).due(NOW)).isFalse();
        assertThat(hub(lease).due(NOW.plus(Duration.ofDays(1)))).isTrue();
        assertThat(hub(lease).pushes(NOW)).isTrue();
        assertThat(hub(lease).pushes(NOW.plus(Duration.ofDays(4)))).isFalse();
    }

    @Test
    void a_hub_that_denied_is_left_alone_for_a_week() {
        Map<String, Object> denied = Map.of("state", "denied", "asks", 1L, "asked", ago(Duration.ofDays(6)));
        assertThat(hub(denied).due(NOW)).isFalse();
        assertThat(hub(denied).due(NOW.plus(Duration.ofDays(2)))).isTrue();
        assertThat(hub(denied).pushes(NOW)).isFalse();
    }

    @Test
    void what_the_hub_before_was_asked_and_answered_says_nothing_of_the_hub_that_took_its_place() {
        Map<String, Object> before = new HashMap<>(Map.of("asks", 9L, "asked_at", "before", "answered_at", "before"));
        before.put("asked", ago(Duration.ofMinutes(1)));
        before.put("confirmed", ago(Duration.ofMinutes(1)));
        before.put("lease_until", NOW.plus(Duration.ofDays(3)).toString());
        for (String state : List.of("active", "denied")) {
            before.put("state", state);
            assertThat(hub(before).pushes(NOW)).as(state).isFalse();
            assertThat(hub(before).due(NOW)).as(state).isTrue();
            assertThat(hub(before).asks()).as(state).isZero();
        }
    }

    @Test
    void a_confirmation_that_meets_a_hub_just_replaced_confirms_nothing_for_the_new_one() {
        RowsInMemory rows = new RowsInMemory();
        String first = "1".repeat(40);
        rows.write(new Row("feeds", Map.of("url", "f", "state", "active")));
        rows.write(new Row("feed_hubs", Map.of("feed", "f", "hub", "http://a.test/", "topic", "t", "callback", first)));
        HubCallback found = HubCallback.of(rows, first).orElseThrow();
        rows.write(new Row(
                "feed_hubs", Map.of("feed", "f", "hub", "http://b.test/", "topic", "t", "callback", "2".repeat(40))));

        found.confirmed(Optional.of("864000"), NOW).forEach(rows::write);
        HubState state = new FeedTables(rows).hub("f").orElseThrow();
        assertThat(state.text("state")).contains("active");
        assertThat(state.pushes(NOW)).isFalse();
        assertThat(state.due(NOW)).as("the new one is asked").isTrue();
        assertThat(HubCallback.of(rows, first)).isEmpty();
    }

    @Test
    void a_lease_is_believed_for_a_minute_at_least_and_thirty_days_at_most() {
        assertThat(leased("999999999999")).isEqualTo(Duration.ofDays(30));
        assertThat(leased("864000")).isEqualTo(Duration.ofDays(10));
        assertThat(leased("0")).isEqualTo(Duration.ofMinutes(1));
        assertThat(leased("-1")).isEqualTo(Duration.ofDays(1));
    }

    private static Duration leased(String said) {
        RowsInMemory rows = new RowsInMemory();
        String callback = "a".repeat(40);
        rows.write(new Row("feed_hubs", Map.of("feed", "f", "hub", "http://a.test/", "callback", callback)));
        HubCallback.of(rows, callback)
                .orElseThrow()
                .confirmed(Optional.of(said), NOW)
                .forEach(rows::write);
        return Duration.between(
                NOW, Instant.parse(String.valueOf(rows.columns("feed_hubs", "f").get("lease_until"))));
    }
}
