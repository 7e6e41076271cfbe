package dev.trawl.systems.batch;

import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Json;
import dev.trawl.core.Measure;
import dev.trawl.core.Outcome;
import dev.trawl.core.Retry;
import dev.trawl.core.Worker;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.Fetcher;
import dev.trawl.web.Posting;
import dev.trawl.web.WebAddress;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * Posts each item as JSON to a service, and keeps the JSON that it answers as the item's result. An answer that is no
 * JSON and does not say that it is leaves no result. The service may see an item more than once: a crash, a retry.
 */
final class Call implements Worker {
    private static final String JSON = "application/json";

    private final WebAddress address;
    private final Fetcher fetcher;

    Call(WebAddress address, Fetcher fetcher) {
        this.address = address;
        this.fetcher = fetcher;
    }

    @Override
    public Optional<String> budgetKey(Item item) {
        return Optional.of(address.hostName());
    }

    @Override
    public Outcome work(Item item, ItemContext context) throws InterruptedException {
        FetchRequest request = new FetchRequest(
                address,
                Map.of("Accept", JSON),
                context.timeout(),
                context.perHost(),
                Outcome.Done.RESULT_BYTES_MAX,
                List.of(),
                context);
        Fetched<Outcome> fetched =
                fetcher.post(request, new Posting(JSON, item.value().utf8()), Call::answered);
        if (context.attempt() > 1 && !(fetched instanceof Fetched.Held)) {
            context.count(Measure.RETRIES, 1);
        }
        return switch (fetched) {
            case Fetched.Answered<Outcome> answered -> answered.body();
            case Fetched.Failed<Outcome> failed ->
                failed.retry() ? new Outcome.Retry(failed.why(), failed.after()) : new Outcome.Dead(failed.why());
            case Fetched.Held<Outcome> held
            when held.after().compareTo(Retry.WAIT_MAX) > 0 ->
                Outcome.dead(
                        "http-429",
                        "Its host asked to be left alone for " + held.after().toSeconds()
                                + " s, which is not waited for");
            case Fetched.Held<Outcome> held -> new Outcome.Unfinished(held.after());
            case Fetched.Stopped<Outcome> stopped ->
                Outcome.dead("bad-redirect", "What was posted was sent on to " + stopped.target());
        };
    }

    private static Outcome answered(WebAddress from, Map<String, String> headers, InputStream body) throws IOException {
        byte[] answer = body.readAllBytes();
        try {
            return answer.length == 0 ? Outcome.DONE : new Outcome.Done(Optional.of(Json.of(Json.parse(answer))));
        } catch (JacksonException e) {
            boolean announced = headers.getOrDefault("content-type", "").startsWith(JSON);
            return announced
                    ? Outcome.dead(
                            "bad-body", from + " says that it answers JSON, and does not: " + e.getOriginalMessage())
                    : Outcome.DONE;
        }
    }
}
