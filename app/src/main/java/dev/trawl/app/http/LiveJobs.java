package dev.trawl.app.http;

import dev.trawl.app.Visible;
import dev.trawl.app.jobfile.InvalidJob;
import dev.trawl.app.jobfile.Jobs;
import dev.trawl.core.ClosestWord;
import dev.trawl.core.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The jobs as their files are now. The folder is looked at when somebody asks for jobs, or says that something has changed
 * ({@link FolderWatch}), and read again where a file has changed. Runs in progress keep the definition that they started with. While a file makes no job, all jobs stay as they were.
 * Safe for any number of threads.
 */
public final class LiveJobs {
    /** A folder is looked at no more often. */
    static final Duration LOOK = Duration.ofMillis(100);

    private final Jobs jobs;
    private final Optional<Path> folder;
    private final InstantSource clock;
    private final Consumer<String> complaints;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Board board;
    private volatile Consumer<Collection<Job>> listener = _ -> {};

    /**
     * Reads the jobs for the first time.
     *
     * @param complaints told, a line at a time, what is wrong with files that were changed later
     * @throws InvalidJob where a file makes no job, or two jobs want the same requests
     */
    public LiveJobs(Jobs jobs, Optional<Path> folder, InstantSource clock, Consumer<String> complaints) {
        this.jobs = jobs;
        this.folder = folder;
        this.clock = clock;
        this.complaints = complaints;
        this.board = read(stamps(), clock.instant());
    }

    /** What tells that a file was changed. */
    private record Stamp(Instant changed, long bytes, String file) {}

    /**
     * What was read at one instant.
     *
     * @param routes those with a name in place of a value first, as they are meant more closely
     */
    private record Board(Map<String, Job> jobs, List<JobRoute> routes, Map<Path, Stamp> stamps, Instant looked) {}

    /** Tells somebody of all jobs whenever one has changed; who can't go by them says so, and they stay as they were. */
    public void listen(Consumer<Collection<Job>> changed) {
        listener = changed;
    }

    /** Every job, by name. */
    public Map<String, Job> all() {
        return current().jobs();
    }

    /** Every route that a job declares. */
    List<JobRoute> routes() {
        return current().routes();
    }

    /** The job of a name. */
    Job find(String name) {
        Map<String, Job> all = all();
        Job job = all.get(name);
        if (job == null) {
            throw Refusal.unknown("There is no job " + Visible.quoted(name) + ClosestWord.hint(name, all.keySet()));
        }
        return job;
    }

    /** Looks at the folder now, whoever else does. */
    public void look() {
        reading.lock();
        try {
            look(clock.instant());
        } finally {
            reading.unlock();
        }
    }

    private Board current() {
        Instant now = clock.instant();
        boolean fresh = now.isBefore(board.looked().plus(LOOK)) && !now.isBefore(board.looked());
        // One thread looks; the others need not wait for it.
        if (!fresh && reading.tryLock()) {
            try {
                look(now);
            } finally {
                reading.unlock();
            }
        }
        return board;
    }

    private void look(Instant now) {
        Map<Path, Stamp> stamps = stamps();
        Board before = board;
        // Noted before anything is read: what changes meanwhile is seen at the next look.
        board = new Board(before.jobs(), before.routes(), stamps, now);
        if (!stamps.equals(before.stamps())) {
            try {
                Board next = read(stamps, now);
                listener.accept(next.jobs().values());
                board = next;
            } catch (IllegalArgumentException e) {
                complaints.accept("Job files were changed, and the jobs stay as they were: " + e.getMessage());
            }
        }
    }

    private Board read(Map<Path, Stamp> stamps, Instant now) {
        Map<String, Job> all = new TreeMap<>();
        jobs.all().forEach(job -> all.put(job.name(), job));
        List<JobRoute> routes = all.values().stream()
                .flatMap(job -> JobRoute.of(job).stream())
                // A brace sorts behind every letter.
                .sorted(Comparator.comparing(route -> route.path().text()))
                .toList();
        requireApart(routes);
        return new Board(all, routes, stamps, now);
    }

    private static void requireApart(List<JobRoute> routes) {
        Map<String, JobRoute> taken = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (JobRoute route : routes) {
            JobRoute other = taken.putIfAbsent(route.taken(), route);
            String path = route.path().text();
            if (other != null) {
                wrong.add(
                        "The jobs " + other.job().name() + " and " + route.job().name() + " both take " + route.method()
                                + " " + path + "; give one of them another route");
            }
            if (Endpoints.RESERVED.contains(path.split("/", -1)[1])) {
                wrong.add("The job " + route.job().name() + " takes " + route.method() + " " + path
                        + ", which is a path of the server's own; give it another route");
            }
        }
        if (!wrong.isEmpty()) {
            throw new InvalidJob(String.join("\n", wrong));
        }
    }

    private Map<Path, Stamp> stamps() {
        if (folder.isEmpty()) {
            return Map.of();
        }
        Map<Path, Stamp> stamps = new HashMap<>();
        try (Stream<Path> files = Files.list(folder.get())) {
            for (Path file : (Iterable<Path>) files::iterator) {
                stamps.put(file, stamp(file));
            }
        } catch (IOException e) {
            // Reading the jobs says what is wrong with the folder.
            return Map.of();
        }
        return stamps;
    }

    private static Stamp stamp(Path file) throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(found.lastModifiedTime().toInstant(), found.size(), String.valueOf(found.fileKey()));
    }
}
