package dev.trawl.app.jobfile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The jobs that are packed into the program: one file each, named as its job. */
final class BuiltInJobs {
    private static final String FOLDER = "/jobs/";
    private static final String ENDING = ".yaml";

    private final JobFileReader reader;

    BuiltInJobs(JobFileReader reader) {
        this.reader = reader;
    }

    /** One of them. */
    Optional<JobFile> find(String name) {
        if (!name.matches(Forms.JOB_NAME.pattern())) {
            return Optional.empty();
        }
        try (InputStream in = BuiltInJobs.class.getResourceAsStream(FOLDER + name + ENDING)) {
            return in == null ? Optional.empty() : Optional.of(reader.read("jobs/" + name + ENDING, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them, by name, in a map that the caller may change. */
    Map<String, JobFile> all() {
        Map<String, JobFile> jobs = new TreeMap<>();
        names().forEach(name -> find(name).ifPresent(job -> jobs.put(name, job)));
        return jobs;
    }

    /** Their names, sorted. */
    List<String> names() {
        URL folder = BuiltInJobs.class.getResource(FOLDER);
        if (folder == null) {
            return List.of();
        }
        try {
            URI place = folder.toURI();
            if (!place.getScheme().equals("jar")) {
                return names(Path.of(place));
            }
            try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
                return names(jar.getPath(FOLDER));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The place of the built-in jobs is no address: " + folder, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(ENDING))
                    .map(file -> file.substring(0, file.length() - ENDING.length()))
                    .sorted()
                    .toList();
        }
    }
}
