package dev.trawl.systems.pages;

import dev.trawl.core.ClosestWord;
import dev.trawl.core.Got;
import dev.trawl.core.Services;
import dev.trawl.core.TableSpec;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkerProvider;
import dev.trawl.core.port.Budgets;
import dev.trawl.core.port.Objects;
import dev.trawl.systems.extract.Extraction;
import dev.trawl.web.Admission;
import dev.trawl.web.Allowance;
import dev.trawl.web.Fetcher;
import dev.trawl.web.Pause;
import dev.trawl.web.Robots;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The worker {@code page}: {@code {follow, depth, scope, robots, extract, store, lane, browser}}. */
public final class PageProvider implements WorkerProvider {
    /** Of all runs in the process. */
    private static final Allowance LARGE_BODIES = Allowance.ofHeap();

    private static final String EXTRACT = "extract";
    private static final String STORE = "store";
    private static final String BROWSER = "browser";
    private static final String LANE = "lane";
    private static final List<String> STORES = List.of("objects", "warc");
    private static final String FOLDER = "[a-z0-9][a-z0-9_-]{0,62}";

    /** An item says itself where its page is, by its key or its field url; a job file may say so too. */
    private static final List<String> KEYS =
            List.of("url", "follow", "depth", "scope", "robots", EXTRACT, STORE, LANE, BROWSER);

    private static final String TABLE = "pages";

    /** For the service loader. */
    public PageProvider() {}

    @Override
    public String name() {
        return "page";
    }

    @Override
    public List<Mistake> mistakes(JsonNode settings, List<TableSpec> tables) {
        List<Mistake> mistakes = new ArrayList<>();
        unknown(settings, KEYS, "", mistakes);
        unknown(settings.path(STORE), STORES, "/" + STORE, mistakes);
        Optional<TableSpec> table =
                tables.stream().filter(each -> each.name().equals(TABLE)).findFirst();
        if (settings.has(STORE)
                && table.isPresent()
                && table.get().columns().stream()
                        .noneMatch(column -> column.name().equals(BodyStore.COLUMN))) {
            mistakes.add(
                    new Mistake("/" + STORE, "the table pages needs a column object: text for the names of objects"));
        }
        if (settings.path(LANE).asString("").equals("auto")
                && settings.path(EXTRACT).isEmpty()) {
            mistakes.add(new Mistake(
                    "/" + LANE,
                    "lane: auto shows in a browser what the rules find nothing in, and there are none: add extract, or"
                            + " say inline or browser"));
        }
        mistakes.addAll(RenderingSettings.mistakes(settings.path(BROWSER), "/" + BROWSER));
        mistakes.addAll(Extraction.mistakes(settings.path(EXTRACT), "/" + EXTRACT, table));
        return mistakes;
    }

    private static void unknown(JsonNode settings, List<String> known, String at, List<Mistake> mistakes) {
        for (String name : settings.propertyNames()) {
            if (!known.contains(name)) {
                mistakes.add(new Mistake(
                        at,
                        "unknown setting \"" + name + "\"; known are " + String.join(", ", known)
                                + ClosestWord.hint(name, known)));
            }
        }
    }

    @Override
    public Worker open(JsonNode settings, Services services) {
        Fetcher fetcher = services.get(Fetcher.class);
        InstantSource clock = services.get(InstantSource.class);
        Optional<Robots> robots = truth(settings, "robots", true) ? Optional.of(new Robots(fetcher)) : Optional.empty();
        Admission admission = new Admission(robots, services.get(Budgets.class), clock, services.get(Pause.class));
        return new PageWorker(
                new PageTools(
                        Lanes.of(
                                name(),
                                settings.path(LANE).asString("inline"),
                                RenderingSettings.read(settings.path(BROWSER)),
                                services),
                        admission,
                        LARGE_BODIES,
                        Extraction.of(settings.path(EXTRACT)),
                        bodies(settings.path(STORE), services),
                        folder(settings.path(BROWSER), "screenshots")
                                .map(folder -> new Screenshots(services.get(Objects.class), folder)),
                        clock),
                following(settings));
    }

    private static Optional<BodyStore> bodies(JsonNode store, Services services) {
        Optional<String> folder = folder(store, STORES.getFirst());
        Optional<String> warc = folder(store, STORES.getLast());
        return folder.isEmpty() && warc.isEmpty()
                ? Optional.empty()
                : Optional.of(new BodyStore(services.get(Objects.class), folder, warc));
    }

    private static Optional<String> folder(JsonNode store, String name) {
        String folder = store.path(name).asString("");
        if (!folder.isEmpty() && !folder.matches(FOLDER)) {
            throw new IllegalArgumentException("worker page: " + name
                    + " takes lower-case letters, digits, - and _, such as bodies" + Got.of(folder));
        }
        return folder.isEmpty() ? Optional.empty() : Optional.of(folder);
    }

    private static Following following(JsonNode settings) {
        return new Following(
                truth(settings, "follow", false), settings.path("depth").asInt(10), scope(settings));
    }

    private static Scope scope(JsonNode settings) {
        String word = settings.path("scope").asString("host");
        try {
            return Scope.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("worker page: scope takes host, domain or any" + Got.of(word), e);
        }
    }

    private static boolean truth(JsonNode settings, String name, boolean standard) {
        String word = settings.path(name).asString(String.valueOf(standard));
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException("worker page: " + name + " takes true or false" + Got.of(word));
        };
    }
}
