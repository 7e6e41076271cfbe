package dev.trawl.app.jobfile;

import dev.trawl.app.FileWords;
import dev.trawl.core.Environment;
import dev.trawl.core.Input;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.RunView;
import dev.trawl.core.Services;
import dev.trawl.core.SinkProvider;
import dev.trawl.core.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads job files. Everything that is wrong with a file is told at once, by line and column. Safe for any number
 * of threads.
 */
public final class JobFileReader {
    private final Providers providers;
    private final Shape shape;

    /** A reader that knows these sources and workers. */
    public JobFileReader(Providers providers) {
        this.providers = providers;
        this.shape = JobLanguage.file(providers);
    }

    /**
     * Reads a file.
     *
     * @throws InvalidJob where it cannot be read or makes no job, with every problem
     */
    public JobFile read(Path file) {
        Document document = YamlReader.read(file.toString(), bytes(file));
        Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
        return read(file.toString(), document.with(CommandKeys.placed(document.tree(), folder)));
    }

    /**
     * Reads the content of a file.
     *
     * @param file its name, for messages
     * @throws InvalidJob where it makes no job, with every problem
     */
    public JobFile read(String file, byte[] content) {
        return read(file, YamlReader.read(file, content));
    }

    /**
     * Makes a job again from the definition that a run was started with.
     *
     * @throws InvalidJob where this version makes no job of it, or another program alone can
     */
    public Job pinned(String name, Json definition) {
        boolean source = definition.tree().path("source").has(Providers.OWN);
        boolean worker = definition.tree().path("work").has(Providers.OWN);
        if ((source && !providers.sources().containsKey(Providers.OWN))
                || (worker && !providers.workers().containsKey(Providers.OWN))) {
            throw new InvalidJob("The job " + name + " is written in Java; its run goes on in the program that has it");
        }
        return read("the definition of " + name, Document.unplaced(definition.tree()))
                .job();
    }

    /**
     * The rows that a run has in the table of another database that its job stores to.
     *
     * @param key what names a row of the run
     * @return empty where the job stores to none
     * @throws IllegalArgumentException where the settings make no sense here
     */
    public Optional<Source> rowsElsewhere(RunView run, List<String> key) {
        JsonNode store = run.definition().tree().at("/store/" + Sinking.JDBC);
        SinkProvider provider = providers.sinks().get(Sinking.JDBC);
        if (!store.isObject() || provider == null) {
            return Optional.empty();
        }
        JsonNode settings = Templates.fill(store, new Input(run.input()), services());
        return provider.written(settings, run.id(), key, services());
    }

    private static Services services() {
        Environment environment = name -> Optional.ofNullable(System.getenv(name));
        return new Services(Map.of(Environment.class, environment));
    }

    /** The shape of a job file as JSON Schema, draft 2020-12. */
    public JsonNode schema() {
        return ShapeSchema.of(shape, "A job of Trawl");
    }

    private JobFile read(String file, Document document) {
        List<Problem> problems = new ArrayList<>(document.problems());
        problems.addAll(ShapeCheck.problems(document, shape));
        require(file, problems);
        // What contradicts itself across keys is looked for only in a file whose parts each make sense.
        JobAssembly assembly = new JobAssembly(document, providers, problems);
        require(file, problems);
        return new JobFile(file, assembly.job(), sorted(problems));
    }

    private static void require(String file, List<Problem> problems) {
        List<Problem> errors = sorted(problems).stream()
                .filter(problem -> problem.weight() == Problem.Weight.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw InvalidJob.of(file, errors);
        }
    }

    private static List<Problem> sorted(List<Problem> problems) {
        return problems.stream().sorted(Comparator.comparing(Problem::at)).toList();
    }

    private static byte[] bytes(Path file) {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(YamlReader.FILE_BYTES_MAX + 1);
        } catch (NoSuchFileException e) {
            throw new InvalidJob(file + ": there is no such file; look at the path");
        } catch (IOException e) {
            throw new InvalidJob(file + ": the file cannot be read: " + FileWords.of(e)
                    + "; name a job file that this user may read");
        }
    }
}
