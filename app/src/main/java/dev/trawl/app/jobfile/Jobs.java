package dev.trawl.app.jobfile;

import dev.trawl.app.Visible;
import dev.trawl.core.ClosestWord;
import dev.trawl.core.Job;
import dev.trawl.core.JobCatalog;
import dev.trawl.core.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The jobs that can be run: those built in, those of a folder, and any file named by its path. A job of the
 * folder takes the place of the built-in one of its name.
 */
public final class Jobs implements JobCatalog {
    private final JobFileReader reader;
    private final BuiltInJobs builtIn;
    private final Optional<Path> folder;

    /** The built-in jobs, and those of a folder where one is named. */
    public Jobs(JobFileReader reader, Optional<Path> folder) {
        this.reader = reader;
        this.builtIn = new BuiltInJobs(reader);
        this.folder = folder;
    }

    /**
     * The job of a name, or of a file: what holds a {@code /} or ends in {@code .yaml} or {@code .yml} is a path.
     *
     * @throws InvalidJob where there is none, with the name that was probably meant, or where its file is wrong
     */
    public Job find(String nameOrFile) {
        if (nameOrFile.contains("/") || nameOrFile.endsWith(".yaml") || nameOrFile.endsWith(".yml")) {
            return reader.read(Path.of(nameOrFile)).job();
        }
        Map<String, JobFile> own = folder.map(this::ofFolder).orElse(Map.of());
        JobFile found = own.get(nameOrFile);
        if (found != null) {
            return found.job();
        }
        return builtIn.find(nameOrFile).map(JobFile::job).orElseThrow(() -> unknown(nameOrFile, own));
    }

    /** Every job there is, by name. */
    @Override
    public List<Job> all() {
        Map<String, JobFile> jobs = builtIn.all();
        folder.ifPresent(place -> jobs.putAll(ofFolder(place)));
        return jobs.values().stream().map(JobFile::job).toList();
    }

    @Override
    public Job pinned(String name, Json definition) {
        return reader.pinned(name, definition);
    }

    private Map<String, JobFile> ofFolder(Path place) {
        if (!Files.isDirectory(place)) {
            throw new InvalidJob(
                    "Looking for jobs in " + place + " found no folder; name one with --jobs, or leave it out");
        }
        return JobFolder.read(place, reader);
    }

    private InvalidJob unknown(String name, Map<String, JobFile> own) {
        TreeSet<String> names = new TreeSet<>(own.keySet());
        names.addAll(builtIn.names());
        return new InvalidJob("There is no job " + Visible.quoted(name) + "; jobs are " + String.join(", ", names)
                + ", and files, named by their path, such as ./my-job.yaml" + ClosestWord.hint(name, names));
    }
}
