package dev.trawl.systems.batch;

import dev.trawl.core.Services;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkerProvider;
import dev.trawl.web.BadAddress;
import dev.trawl.web.Fetcher;
import dev.trawl.web.WebAddress;
import tools.jackson.databind.JsonNode;

/** The worker {@code call}: {@code {url: ADDRESS}}. */
public final class CallProvider implements WorkerProvider {
    /** For the service loader. */
    public CallProvider() {}

    @Override
    public String name() {
        return "call";
    }

    @Override
    public Worker open(JsonNode settings, Services services) {
        String url = settings.path("url").asString("");
        try {
            return new Call(WebAddress.parse(url), services.get(Fetcher.class));
        } catch (BadAddress e) {
            throw new IllegalArgumentException(
                    "url takes an http or https address, got: \"" + url + "\" (" + e.getMessage() + ")", e);
        }
    }
}
