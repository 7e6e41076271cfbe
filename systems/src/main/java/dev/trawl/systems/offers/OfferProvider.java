package dev.trawl.systems.offers;

import dev.trawl.core.ClosestWord;
import dev.trawl.core.Services;
import dev.trawl.core.TableSpec;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkerProvider;
import dev.trawl.core.port.Budgets;
import dev.trawl.systems.extract.Extraction;
import dev.trawl.systems.pages.Lanes;
import dev.trawl.systems.pages.PageTools;
import dev.trawl.web.Admission;
import dev.trawl.web.Allowance;
import dev.trawl.web.Fetcher;
import dev.trawl.web.Pause;
import dev.trawl.web.Robots;
import dev.trawl.web.browser.Rendering;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The worker {@code offer}: {@code {lane, robots}}. An item says itself where its page is, by its field {@code url}. */
public final class OfferProvider implements WorkerProvider {
    /** Of all runs in the process. */
    private static final Allowance LARGE_BODIES = Allowance.ofHeap();

    private static final List<String> KEYS = List.of("lane", "robots");

    /** For the service loader. */
    public OfferProvider() {}

    @Override
    public String name() {
        return "offer";
    }

    @Override
    public List<Mistake> mistakes(JsonNode settings, List<TableSpec> tables) {
        return settings.propertyNames().stream()
                .filter(name -> !KEYS.contains(name))
                .map(name -> new Mistake(
                        "",
                        "unknown setting \"" + name + "\"; known are " + String.join(", ", KEYS)
                                + ClosestWord.hint(name, KEYS)))
                .toList();
    }

    @Override
    public Worker open(JsonNode settings, Services services) {
        Fetcher fetcher = services.get(Fetcher.class);
        InstantSource clock = services.get(InstantSource.class);
        Optional<Robots> robots =
                settings.path("robots").asBoolean(true) ? Optional.of(new Robots(fetcher)) : Optional.empty();
        Admission admission = new Admission(robots, services.get(Budgets.class), clock, services.get(Pause.class));
        return new OfferWorker(new PageTools(
                Lanes.of(name(), settings.path("lane").asString("auto"), Rendering.STANDARD, services),
                admission,
                LARGE_BODIES,
                Extraction.NONE,
                Optional.empty(),
                Optional.empty(),
                clock));
    }
}
