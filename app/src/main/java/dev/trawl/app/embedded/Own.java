package dev.trawl.app.embedded;

import dev.trawl.app.jobfile.Providers;
import dev.trawl.core.Input;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.core.RunId;
import dev.trawl.core.Services;
import dev.trawl.core.Sinks;
import dev.trawl.core.SourceProvider;
import dev.trawl.core.WorkerProvider;
import dev.trawl.core.port.RowRefused;
import dev.trawl.core.port.Sink;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.stream.Stream;
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

    /** What is done at a run's end. */
    record OfClosing(Closing closing) implements Sink {
        /** The same job, which does it before anybody else is told of an end. */
        Job with(Job job) {
            Job.Parts parts = job.parts();
            Job.SinksMaker sinks = (input, services) -> {
                Sinks others = parts.elsewhere().sinks().open(input, services);
                return new Sinks(
                        others.rows(),
                        Stream.concat(Stream.of(this), others.ends().stream()).toList());
            };
            Job.Elsewhere elsewhere = new Job.Elsewhere(parts.elsewhere().table(), sinks);
            return new Job(
                    job.name(),
                    job.about(),
                    job.inputs(),
                    job.rules(),
                    job.tables(),
                    new Job.Parts(parts.source(), parts.work(), parts.told(), elsewhere, parts.endTable()),
                    job.definition(),
                    job.triggers());
        }

        @Override
        public void check() {}

        @Override
        public void write(List<Row> rows) throws InterruptedException, RowRefused {
            for (Row end : rows) {
                try {
                    closing.close(end);
                } catch (InterruptedException | RowRefused e) {
                    throw e;
                } catch (Exception e) {
                    throw new RowRefused(
                            "Closing run " + end.columns().get("run")
                                    + " failed in the program's own closing step: " + e
                                    + "; mend the step and redrive the run",
                            e);
                }
            }
        }

        @Override
        public OptionalLong rows(RunId run) {
            return OptionalLong.empty();
        }

        @Override
        public void close() {}
    }
}
