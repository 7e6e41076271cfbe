package dev.trawl.app.demo;

import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.local.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import tools.jackson.databind.node.ObjectNode;

/** Feeds of every kind, read three times, and the subscribers that are told of what is new the second time. */
final class FeedDemonstration implements Demonstration {
    private static final int FEEDS_MAX = 1_000;
    private static final String RETRIES = "100ms,200ms";

    @Override
    public String name() {
        return "feeds";
    }

    @Override
    public String about() {
        return "feeds, some broken, moved or gone, and subscribers that hear of news";
    }

    @Override
    public String things() {
        return "feeds";
    }

    @Override
    public int most() {
        return FEEDS_MAX;
    }

    @Override
    public Play play(Site site, Setting setting) {
        return new Staging(site, setting).play();
    }

    private ObjectNode again() {
        return Json.object().put("force", true).put("retries", RETRIES);
    }

    /** One play. */
    private final class Staging {
        private final Setting setting;
        private final List<DemoFeed> feeds;
        private final List<DemoSubscriber> subscribers;
        private final FeedHost host;
        private final Letterbox letterbox;

        Staging(Site site, Setting setting) {
            this.setting = setting;
            feeds = DemoFeed.first(setting.count());
            subscribers = DemoSubscriber.of(feeds);
            host = new FeedHost(setting.count());
            letterbox = new Letterbox(subscribers, setting.clock());
            host.open(site);
            letterbox.open(site);
        }

        Play play() {
            Act first = new Act(
                    "The feeds are read for the first time, and nobody is told",
                    name(),
                    Json.object(),
                    machine -> rows(machine).begin(feeds, subscribers),
                    (_, document) -> {
                        List<Check> checks = new ArrayList<>(
                                polled(feeds, sum(feed -> feed.articles(1))).checks(document));
                        checks.add(told(0));
                        return checks;
                    });
            Act news = new Act(
                    "There is news, and every subscriber is told once",
                    name(),
                    again(),
                    _ -> host.publish(2),
                    (machine, document) -> {
                        List<Check> checks = new ArrayList<>(
                                polled(left(), sum(Staging::written)).checks(document));
                        checks.add(unchanged(2));
                        checks.addAll(letterbox.checks());
                        checks.addAll(deliveries(machine));
                        checks.add(changed(machine));
                        letterbox.visits();
                        return checks;
                    });
            Act quiet = new Act(
                    "Nothing is new, and nobody is told again",
                    name(),
                    again(),
                    Act.Preparation.NONE,
                    (machine, document) -> {
                        List<Check> checks = new ArrayList<>(polled(left(), 0).checks(document));
                        checks.add(unchanged(1));
                        checks.add(moved(machine));
                        checks.add(told(0));
                        rows(machine).end(feeds);
                        return checks;
                    });
            return new Play(
                    List.of(first, news, quiet),
                    Map.of(),
                    List.of(),
                    "each of " + letterbox.listeners()
                            + " subscribers that can be reached was told of every new article of its feed, once");
        }

        private FeedRows rows(Machine machine) {
            return new FeedRows(machine, setting.jobs());
        }

        /** Those that are not known to be gone. */
        private List<DemoFeed> left() {
            return feeds.stream().filter(feed -> feed.kind() != FeedKind.GONE).toList();
        }

        private int sum(ToIntFunction<DemoFeed> of) {
            return feeds.stream().filter(DemoFeed::read).mapToInt(of).sum();
        }

        /** Articles that are new or have changed. */
        private static int written(DemoFeed feed) {
            return feed.fresh().size() + (feed.changed() ? 1 : 0);
        }

        private static Expectation polled(List<DemoFeed> some, int articles) {
            Map<String, Integer> dead = new TreeMap<>();
            some.forEach(feed -> feed.kind().problem().ifPresent(reason -> dead.merge(reason, 1, Integer::sum)));
            return new Expectation(some.size(), Map.of("articles", articles), 0, dead);
        }

        private Check told(int webhooks) {
            return Check.of("webhooks that arrived", webhooks, letterbox.visits());
        }

        /** @param version that the feeds have which were read before with another one */
        private Check unchanged(int version) {
            long same = feeds.stream()
                    .filter(feed -> feed.kind().validated())
                    .filter(feed -> version == 1 || feed.version(2) == 1)
                    .count();
            return Check.of("feeds that answered 304 to their validator", same, host.unchanged());
        }

        private Check changed(Machine machine) {
            return Check.of(
                    "articles that have changed, and are told to nobody",
                    feeds.stream().filter(DemoFeed::changed).count(),
                    rows(machine).rows("articles").stream()
                            .filter(row -> !FeedRows.text(row, "changed_at").isEmpty())
                            .count());
        }

        private Check moved(Machine machine) {
            List<String> addresses = rows(machine).rows("feeds").stream()
                    .map(row -> FeedRows.text(row, "moved_to"))
                    .toList();
            return Check.of(
                    "feeds that are asked for where they moved to, from now on",
                    feeds.stream().filter(feed -> feed.kind() == FeedKind.MOVED).count(),
                    feeds.stream()
                            .filter(feed -> addresses.contains(feed.movedTo()))
                            .count());
        }

        /** What is written down of each subscriber whose feed has news. */
        private List<Check> deliveries(Machine machine) {
            Map<String, String> problems = new TreeMap<>();
            rows(machine)
                    .rows("deliveries")
                    .forEach(row -> problems.put(FeedRows.text(row, "subscriber"), FeedRows.text(row, "problem")));
            List<DemoSubscriber> listening = subscribers.stream()
                    .filter(each -> !each.feed().fresh().isEmpty())
                    .toList();
            List<Check> checks = new ArrayList<>();
            checks.add(Check.of(
                    "subscribers with a delivery as they answered",
                    listening.size(),
                    listening.stream()
                            .filter(each -> each.temper().problem().orElse("").equals(problems.get(each.id())))
                            .count()));
            checks.add(new Check("subscribers that are disabled", gone(), disabled(machine)));
            return checks;
        }

        private String gone() {
            return subscribers.stream()
                    .filter(each -> each.temper() == DemoSubscriber.Temper.GONE)
                    .map(DemoSubscriber::id)
                    .toList()
                    .toString();
        }

        private String disabled(Machine machine) {
            return rows(machine).rows("subscribers").stream()
                    .filter(row -> FeedRows.text(row, "state").equals("disabled"))
                    .map((Row row) -> FeedRows.text(row, "id"))
                    .toList()
                    .toString();
        }
    }
}
