package dev.trawl.app.demo;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.JobCatalog;
import dev.trawl.core.Row;
import dev.trawl.core.Slice;
import dev.trawl.core.TableSpec;
import dev.trawl.local.Machine;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The tables of a data folder that the demonstration of feeds works with. For one thread. */
final class FeedRows {
    private static final int PAGE_ROWS = 1_000;

    private final Machine machine;
    private final JobCatalog jobs;

    FeedRows(Machine machine, JobCatalog jobs) {
        this.machine = machine;
        this.jobs = jobs;
    }

    /**
     * Has these feeds and subscribers in the tables, as if nobody had read them yet; what an earlier demonstration left is gone.
     *
     * @throws EnvironmentFault where there are feeds of somebody's own: they would be looked for in the demo's web
     */
    void begin(List<DemoFeed> feeds, List<DemoSubscriber> subscribers) {
        rows("feeds").stream()
                .map(row -> text(row, "url"))
                .filter(url -> !own(url))
                .findFirst()
                .ifPresent(FeedRows::refuse);
        delete("feeds", row -> true);
        delete("articles", row -> own(text(row, "feed")));
        delete("subscribers", FeedRows::told);
        delete("deliveries", FeedRows::told);
        put("feeds", feeds.stream().map(feed -> Map.of("url", feed.url())).toList());
        put("subscribers", subscribers.stream().map(FeedRows::columns).toList());
    }

    /** Has nobody look for these feeds in the real web. */
    void end(List<DemoFeed> feeds) {
        put(
                "feeds",
                feeds.stream()
                        .map(feed -> Map.of("url", feed.url(), "state", "disabled"))
                        .toList());
    }

    private static void refuse(String url) {
        throw new EnvironmentFault(
                "The demonstration of feeds polls every feed of its data folder over its own web, and"
                        + " found one that is not of it: " + url
                        + ". Nothing was started, and no feed was touched. Name another folder with --data DIR");
    }

    /** All rows of a table. */
    List<Row> rows(String table) {
        List<Row> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Slice<Row> page = machine.records().rows(spec(table), Map.of(), after, PAGE_ROWS);
            all.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    /** A cell as text; empty text where it is null. */
    static String text(Row row, String column) {
        return String.valueOf(Optional.ofNullable(row.columns().get(column)).orElse(""));
    }

    private static boolean own(String url) {
        Set<String> hosts = new HashSet<>(DemoFeed.hosts());
        try {
            return hosts.contains(URI.create(url).getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean told(Row row) {
        String id = row.columns().containsKey("subscriber") ? text(row, "subscriber") : text(row, "id");
        return id.startsWith(DemoSubscriber.PREFIX);
    }

    private static Map<String, String> columns(DemoSubscriber subscriber) {
        return Map.of(
                "id",
                subscriber.id(),
                "feed",
                subscriber.feed().url(),
                "url",
                subscriber.url(),
                "secret",
                subscriber.secret());
    }

    private void put(String table, List<Map<String, String>> rows) {
        machine.tables()
                .put(
                        spec(table),
                        rows.stream()
                                .map(columns -> new Row(table, columns).onlyThese())
                                .toList());
    }

    private void delete(String table, Predicate<Row> which) {
        TableSpec spec = spec(table);
        rows(table).stream()
                .filter(which)
                .forEach(row -> machine.tables()
                        .delete(
                                spec,
                                spec.key().stream()
                                        .map(column -> text(row, column))
                                        .toList()));
    }

    private TableSpec spec(String table) {
        return jobs.all().stream()
                .flatMap(job -> job.tables().stream())
                .filter(spec -> spec.name().equals(table))
                .reduce(TableSpec::with)
                .orElseThrow();
    }
}
