package dev.trawl.app.embedded;

import dev.trawl.app.jobfile.Providers;
import dev.trawl.core.Input;
import dev.trawl.core.Json;
import dev.trawl.core.Services;
import dev.trawl.core.SourceProvider;
import dev.trawl.core.WorkerProvider;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/** What only one program has, as definitions name it: the settings are the input. */
final class Own {
    private Own() {}

    /** A source. */
    record OfSource(BiFunction<Input, Services, dev.trawl.core.Source> maker) implements SourceProvider {
        @Override
        public String name() {
            return Providers.OWN;
        }

        @Override
        public dev.trawl.core.Source open(JsonNode settings, Services services) {
            return maker.apply(new Input(Json.of(settings)), services);
        }
    }

    /** A worker. */
    record OfWorker(BiFunction<Input, Services, dev.trawl.core.Worker> maker) implements WorkerProvider {
        @Override
        public String name() {
            return Providers.OWN;
        }

        @Override
        public dev.trawl.core.Worker open(JsonNode settings, Services services) {
            return maker.apply(new Input(Json.of(settings)), services);
        }
    }
}
