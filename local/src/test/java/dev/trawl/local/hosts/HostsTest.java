package dev.trawl.local.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.local.hosts.WebHost.Manner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** 100,000 items for 10,000 hosts, some of them slow, failing or asking to wait. */
final class HostsTest {
    private static final int ITEMS = 100_000;
    private static final int HOSTS = 10_000;
    private static final int CONCURRENCY = 500;
    private static final int PER_HOST = 8;

    /** How long a host may stand idle although it has items, could be asked, and places are free. */
    private static final Duration IDLE_MAX = Duration.ofSeconds(1);

    /** Those that need longest, each alone. */
    private static List<WebHost> slow() {
        Duration quick = Duration.ofMillis(100);
        List<WebHost> hosts = new ArrayList<>(List.of(
                new WebHost("owns-much", 20_000, Manner.plain(Duration.ofMillis(250))),
                new WebHost("crawl-delay", 3_000, Manner.spaced(quick, Duration.ofMillis(200))),
                new WebHost("asks-to-wait", 4_000, Manner.holding(quick, 100, Duration.ofSeconds(12))),
                new WebHost("asks-to-wait-briefly", 4_000, Manner.holding(quick, 50, Duration.ofSeconds(3))),
                new WebHost("fails", 8_000, Manner.failing(Duration.ofMillis(400), 3)),
                new WebHost("hangs", 150, Manner.plain(Duration.ofSeconds(30))),
                new WebHost("long-delay", 60, Manner.spaced(quick, Duration.ofSeconds(10)))));
        for (int n = 0; n < 300; n++) {
            hosts.add(new WebHost("slow-" + n, 30, Manner.spaced(quick, Duration.ofSeconds(6))));
        }
        return hosts;
    }

    private static List<WebHost> all(Random random) {
        List<WebHost> hosts = slow();
        int left = ITEMS - hosts.stream().mapToInt(host -> host.items).sum();
        for (int others = HOSTS - hosts.size(); others > 0; others--) {
            int items = left / others;
            hosts.add(
                    new WebHost("host-" + others, items, Manner.plain(Duration.ofMillis(50 + random.nextInt(1_000)))));
            left -= items;
        }
        return hosts;
    }

    /** The items of hosts, by host: those of the first hosts first, the others mixed. */
    private static List<WebHost> listed(List<WebHost> hosts, int first, Random random) {
        List<WebHost> mixed = new ArrayList<>(items(hosts.subList(first, hosts.size())));
        Collections.shuffle(mixed, random);
        List<WebHost> listed = new ArrayList<>(items(hosts.subList(0, first)));
        listed.addAll(mixed);
        return listed;
    }

    private static List<WebHost> items(List<WebHost> hosts) {
        return hosts.stream()
                .flatMap(host -> IntStream.range(0, host.items).mapToObj(_ -> host))
                .toList();
    }

    private static Duration slowestAlone() {
        return slow().stream()
                .limit(8)
                .map(host -> new HostsWorld(items(List.of(host))).run(CONCURRENCY, PER_HOST))
                .max(Duration::compareTo)
                .orElseThrow();
    }

    @Test
    void all_is_done_within_a_fifth_more_than_the_slowest_host_alone_needs() {
        Random random = new Random(1);
        List<WebHost> hosts = all(random);
        HostsWorld world = new HostsWorld(listed(hosts, 0, random));

        Duration took = world.run(CONCURRENCY, PER_HOST);

        assertThat(took).isLessThan(slowestAlone().multipliedBy(6).dividedBy(5));
        polite(hosts);
        nobodyStarved(hosts);
        assertThat(world.waited()).isLessThan(Duration.ofMinutes(2));
        assertThat(world.items().rests()).isLessThan(ITEMS);
    }

    @Test
    void a_source_that_begins_with_all_items_of_a_slow_host_keeps_no_other_host_waiting() {
        Random random = new Random(2);
        List<WebHost> hosts = all(random);
        HostsWorld world = new HostsWorld(listed(hosts, 1, random));

        Duration took = world.run(CONCURRENCY, PER_HOST);

        assertThat(took).isLessThan(slowestAlone().multipliedBy(6).dividedBy(5));
        polite(hosts);
        nobodyStarved(hosts);
        assertThat(hosts).allMatch(host -> host.firstAsked.isBefore(VirtualTime.BEGIN.plusSeconds(120)));
        assertThat(world.items().rests()).isLessThan(ITEMS);
    }

    /** No host was asked faster than its budget, nor while it had asked to wait. */
    private static void polite(List<WebHost> hosts) {
        assertThat(hosts).allMatch(host -> host.breaches == 0);
        assertThat(hosts).allMatch(host -> host.mostInFlight <= PER_HOST);
    }

    private static void nobodyStarved(List<WebHost> hosts) {
        assertThat(hosts).allMatch(host -> host.firstAsked.isBefore(Instant.MAX));
        assertThat(hosts).allMatch(host -> host.latest.compareTo(IDLE_MAX) < 0);
    }
}
