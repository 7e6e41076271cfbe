package dev.trawl.app.embedded;

import dev.trawl.app.Visible;
import dev.trawl.app.jobfile.JobFileReader;
import dev.trawl.app.jobfile.Jobs;
import dev.trawl.app.jobfile.Providers;
import dev.trawl.core.Job;
import dev.trawl.core.JobCatalog;
import dev.trawl.core.Json;
import dev.trawl.core.TableSpec;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The jobs of a program, over those that are ready-made or in job files, as they were when it was opened. Its builders are not to be
 * changed any more.
 */
final class KnownJobs implements JobCatalog {
    private final Providers installed = Providers.installed();
    private final Jobs files;
    private final Map<String, JobBuilder<?>> own = new LinkedHashMap<>();
    private final Map<String, Job> all = new TreeMap<>();

    /** Makes all of them at once, so that what is wrong with one is told before anything is done. */
    KnownJobs(Optional<Path> folder, Collection<JobBuilder<?>> jobs) {
        this.files = new Jobs(new JobFileReader(installed), folder);
        files.all().forEach(job -> all.put(job.name(), job));
        for (JobBuilder<?> job : jobs) {
            own.put(job.name(), job);
            all.put(job.name(), job.build(installed));
        }
    }

    /** Whether a job goes on with what it left undone, so that nobody waits for what is due later. */
    boolean takesUp(String name) {
        return Optional.ofNullable(all.get(name))
                .map(job -> job.rules().takesUp())
                .orElse(false);
    }

    /** The job of a name, or of a file that is named by its path. */
    Job find(String name) {
        Job known = all.get(name);
        return known == null ? files.find(name) : known;
    }

    /**
     * A table that is there, or that a job declares.
     *
     * @throws IllegalArgumentException where there is none of that name
     */
    TableSpec table(String name, Collection<TableSpec> there) {
        return Stream.concat(there.stream(), all.values().stream().flatMap(job -> job.tables().stream()))
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no table " + Visible.quoted(name)
                        + ": none is in the data folder, and no job declares one"));
    }

    @Override
    public List<Job> all() {
        return List.copyOf(all.values());
    }

    @Override
    public Job pinned(String name, Json definition) {
        JobBuilder<?> mine = own.get(name);
        return mine == null ? files.pinned(name, definition) : mine.build(definition, installed);
    }
}
