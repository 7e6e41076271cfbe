package dev.trawl.app.jobfile;

import dev.trawl.core.SourceProvider;
import dev.trawl.core.WorkerProvider;
import java.util.Collection;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The sources and workers that are installed, by the name that job files call them. */
public record Providers(Map<String, SourceProvider> sources, Map<String, WorkerProvider> workers) {
    public Providers {
        sources = Map.copyOf(sources);
        workers = Map.copyOf(workers);
    }

    /** Those on the class path. */
    public static Providers installed() {
        return of(all(ServiceLoader.load(SourceProvider.class)), all(ServiceLoader.load(WorkerProvider.class)));
    }

    /** These. Two of the same name are an IllegalStateException: nobody could say which one a job file means. */
    public static Providers of(Collection<SourceProvider> sources, Collection<WorkerProvider> workers) {
        Map<String, SourceProvider> sourceByName = new TreeMap<>();
        sources.forEach(source -> once(sourceByName.putIfAbsent(source.name(), source), source.name()));
        Map<String, WorkerProvider> workerByName = new TreeMap<>();
        workers.forEach(worker -> once(workerByName.putIfAbsent(worker.name(), worker), worker.name()));
        return new Providers(sourceByName, workerByName);
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
