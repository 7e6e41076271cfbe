package dev.trawl.systems.pages;

import dev.trawl.core.ClosestWord;
import dev.trawl.core.Got;
import dev.trawl.core.Services;
import dev.trawl.core.TableSpec;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkerProvider;
import dev.trawl.core.port.Budgets;
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

/** The worker {@code page}: {@code {follow, depth, scope, robots, extract}}. */
public final class PageProvider implements WorkerProvider {
    /** Of all runs in the process. */
    private static final Allowance LARGE_BODIES = Allowance.ofHeap();

    private static final String EXTRACT = "extract";

    /** An item says itself where its page is, by its key or its field url; a job file may say so too. */
    private static final List<String> KEYS = List.of("url", "follow", "depth", "scope", "robots", EXTRACT);

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
        for (String name : settings.propertyNames()) {
            if (!KEYS.contains(name)) {
                mistakes.add(new Mistake(
                        "",
                        "unknown setting \"" + name + "\"; known are " + String.join(", ", KEYS)
                                + ClosestWord.hint(name, KEYS)));
            }
        }
        Optional<TableSpec> table =
                tables.stream().filter(each -> each.name().equals(TABLE)).findFirst();
        mistakes.addAll(Extraction.mistakes(settings.path(EXTRACT), "/" + EXTRACT, table));
        return mistakes;
    }

    @Override
    public Worker open(JsonNode settings, Services services) {
        Fetcher fetcher = services.get(Fetcher.class);
        InstantSource clock = services.get(InstantSource.class);
        Optional<Robots> robots = truth(settings, "robots", true) ? Optional.of(new Robots(fetcher)) : Optional.empty();
        Admission admission = new Admission(robots, services.get(Budgets.class), clock, services.get(Pause.class));
        return new PageWorker(
                new PageTools(fetcher, admission, LARGE_BODIES, Extraction.of(settings.path(EXTRACT)), clock),
                following(settings));
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
