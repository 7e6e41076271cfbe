package dev.trawl.app.jobfile;

import dev.trawl.app.FileWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The job files of a folder. */
final class JobFolder {
    /** The most job files of a folder. */
    static final int FILES_MAX = 10_000;

    private JobFolder() {}

    /** Reads every {@code .yaml} and {@code .yml} file, by the name of its job; what is wrong with any is an InvalidJob. */
    static Map<String, JobFile> read(Path folder, JobFileReader reader) {
        Map<String, JobFile> jobs = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (Path file : files(folder)) {
            try {
                add(jobs, reader.read(file), wrong);
            } catch (InvalidJob e) {
                wrong.add(e.getMessage());
            }
        }
        if (!wrong.isEmpty()) {
            throw new InvalidJob(String.join("\n", wrong));
        }
        return jobs;
    }

    private static void add(Map<String, JobFile> jobs, JobFile found, List<String> wrong) {
        JobFile before = jobs.putIfAbsent(found.job().name(), found);
        if (before != null) {
            wrong.add(found.file() + ": the job " + found.job().name() + " is in " + before.file()
                    + " already; a job has one file; rename one of them");
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(JobFolder::isJobFile)
                    .sorted()
                    .limit(FILES_MAX)
                    .toList();
        } catch (IOException e) {
            throw new InvalidJob(
                    folder + ": the folder cannot be read: " + FileWords.of(e) + "; look at its permissions");
        }
    }

    private static boolean isJobFile(Path file) {
        String name = file.getFileName().toString();
        return (name.endsWith(".yaml") || name.endsWith(".yml")) && !name.startsWith(".") && Files.isRegularFile(file);
    }
}
