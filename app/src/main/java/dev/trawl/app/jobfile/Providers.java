package dev.trawl.app.jobfile;

import dev.trawl.core.SinkProvider;
import dev.trawl.core.SourceProvider;
import dev.trawl.core.WorkerProvider;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The sources, workers and sinks that are installed, by the name that job files call them. */
public record Providers(
        Map<String, SourceProvider> sources, Map<String, WorkerProvider> workers, Map<String, SinkProvider> sinks) {
    /** What a definition calls the source or the worker that one program alone has. */
    public static final String OWN = "java";

    public Providers {
        sources = Map.copyOf(sources);
        workers = Map.copyOf(workers);
        sinks = Map.copyOf(sinks);
    }

    /** Those on the class path. */
    public static Providers installed() {
        return of(
                all(ServiceLoader.load(SourceProvider.class)),
                all(ServiceLoader.load(WorkerProvider.class)),
                all(ServiceLoader.load(SinkProvider.class)));
    }

    /** These. Two of the same name are an IllegalStateException: nobody could say which one a job file means. */
    public static Providers of(Collection<SourceProvider> sources, Collection<WorkerProvider> workers) {
        return of(sources, workers, List.of());
    }

    /** These, with a source and a worker of a program's own. Two of the same name are an IllegalStateException. */
    public Providers with(Collection<SourceProvider> moreSources, Collection<WorkerProvider> moreWorkers) {
        return of(
                Stream.concat(sources.values().stream(), moreSources.stream()).toList(),
                Stream.concat(workers.values().stream(), moreWorkers.stream()).toList(),
                sinks.values());
    }

    private static Providers of(
            Collection<SourceProvider> sources, Collection<WorkerProvider> workers, Collection<SinkProvider> sinks) {
        Map<String, SourceProvider> sourceByName = new TreeMap<>();
        sources.forEach(source -> once(sourceByName.putIfAbsent(source.name(), source), source.name()));
        Map<String, WorkerProvider> workerByName = new TreeMap<>();
        workers.forEach(worker -> once(workerByName.putIfAbsent(worker.name(), worker), worker.name()));
        Map<String, SinkProvider> sinkByName = new TreeMap<>();
        sinks.forEach(sink -> once(sinkByName.putIfAbsent(sink.name(), sink), sink.name()));
        return new Providers(sourceByName, workerByName, sinkByName);
    }

    private static <T> Collection<T> all(Iterable<T> found) {
        return StreamSupport.stream(found.spliterator(), false).toList();
    }

    private static void once(@Nullable Object before, String name) {
        if (before != null) {
            throw new IllegalStateException("Two providers on the class path are named " + name
                    + "; job files could mean either; remove one of the jars");
        }
    }
}
