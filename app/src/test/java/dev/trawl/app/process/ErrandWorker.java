package dev.trawl.app.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Outcome;
import dev.trawl.core.Services;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkerProvider;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.Fetcher;
import dev.trawl.web.WebAddress;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Asks a web for every item, and ends the process at the one that is poison. On the class path of children only. */
public final class ErrandWorker implements WorkerProvider {
    /** How a process ends at the poison. */
    static final int POISONED = 86;

    @Override
    public String name() {
        return "errands";
    }

    @Override
    public Worker open(JsonNode settings, Services services) {
        String web = settings.get("web").asString();
        String poison = settings.get("poison").asString();
        Fetcher fetcher = services.get(Fetcher.class);
        return (item, context) -> {
            if (item.key().equals(poison)) {
                Runtime.getRuntime().halt(POISONED);
            }
            return ask(fetcher, web, item, context);
        };
    }

    private static Outcome ask(Fetcher fetcher, String web, Item item, ItemContext context)
            throws InterruptedException {
        WebAddress address = WebAddress.parse(web + "/" + item.key());
        FetchRequest request = FetchRequest.of(address, context.timeout(), context.perHost(), context);
        return switch (fetcher.get(request, (_, _, body) -> new String(body.readAllBytes(), UTF_8))) {
            case Fetched.Answered<String> answered -> {
                context.row("answers", Map.of("key", item.key(), "answer", answered.body()));
                yield Outcome.DONE;
            }
            case Fetched.Stopped<String> stopped -> Outcome.dead("bad-redirect", stopped.target());
            case Fetched.Held<String> held -> new Outcome.Unfinished(held.after());
            case Fetched.Failed<String> failed ->
                failed.retry() ? new Outcome.Retry(failed.why(), failed.after()) : new Outcome.Dead(failed.why());
        };
    }
}
