package dev.trawl.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.app.Numbers;
import dev.trawl.app.jobfile.JobFileReader;
import dev.trawl.app.jobfile.Providers;
import dev.trawl.core.Json;
import dev.trawl.core.Outcome;
import dev.trawl.core.Services;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkerProvider;
import dev.trawl.core.port.Objects;
import dev.trawl.systems.batch.ItemObjectProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A command line with a data folder, and a job whose items end as the input says. */
final class Desk {
    private static final String JOB = """
            job: fates
            about: Items that end as the input says.
            inputs:
              items: {type: integer, min: 1, max: 5000, default: 3, about: How many.}
              dead: {type: integer, min: 0, max: 5000, default: 0}
              note: {type: text, optional: true}
            source: {numbers: {items: "{items}"}}
            work: {fates: {dead: "{dead}", note: "{note}"}}
            tables: {seen: {key: key, columns: {key: text, number: integer, note: text}}}
            """;

    final Path folder;
    final CountDownLatch gate = new CountDownLatch(1);
    final CountDownLatch reached = new CountDownLatch(1);
    volatile boolean gated;
    volatile boolean healed;
    volatile String standardInput = "";
    volatile Optional<IntSupplier> farewell = Optional.empty();

    Desk(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("jobs/fates.yaml"), JOB);
    }

    /** What a command answered. */
    record Answer(int status, String out, String err) {
        JsonNode document() {
            return Json.parse(out.getBytes(UTF_8));
        }

        List<JsonNode> lines() {
            return out.lines().map(line -> Json.parse(line).tree()).toList();
        }
    }

    Path data() {
        return folder.resolve("data");
    }

    Answer trawl(String... arguments) {
        return plain(Stream.concat(
                        Arrays.stream(arguments),
                        arguments.length == 0 || arguments[0].startsWith("-")
                                ? Stream.empty()
                                : Stream.of(
                                        "--data",
                                        data().toString(),
                                        "--jobs",
                                        folder.resolve("jobs").toString()))
                .toArray(String[]::new));
    }

    /** A command that works no data folder. */
    Answer plain(String... all) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new ByteArrayInputStream(standardInput.getBytes(UTF_8)),
                new PrintStream(out, false, UTF_8),
                new PrintStream(err, true, UTF_8),
                false);
        int status = Commands.run(surroundings(console), all);
        return new Answer(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** A command whose results go to a stream: its status, and what it complained of. */
    Answer into(OutputStream results, String... words) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                InputStream.nullInputStream(), ResultStream.to(results), new PrintStream(err, true, UTF_8), false);
        return new Answer(Commands.run(surroundings(console), words), "", err.toString(UTF_8));
    }

    private Surroundings surroundings(Console console) {
        return new Surroundings(
                console,
                new JobFileReader(Providers.of(
                        List.of(new Numbers("numbers"), new Numbers("reddit")),
                        List.of(new Fates("fates"), new Fates("reddit-pictures"), new ItemObjectProvider()))),
                _ -> (objects, _) -> new Services(Map.of(Objects.class, objects)),
                InstantSource.system(),
                RandomGenerator.getDefault(),
                said -> {
                    farewell = Optional.of(said);
                    return () -> farewell = Optional.empty();
                });
    }

    private final class Fates implements WorkerProvider {
        private final String name;

        Fates(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Worker open(JsonNode settings, Services services) {
            int dead = settings.get("dead").intValue();
            return (item, context) -> {
                reached.countDown();
                if (gated) {
                    gate.await();
                }
                int number = item.value().tree().intValue();
                context.row(
                        "seen",
                        Map.of(
                                "key",
                                item.key(),
                                "number",
                                number,
                                "note",
                                settings.path("note").asString("")));
                return number < dead && !healed ? Outcome.dead("http-404", "gone \u001b[31mfor good") : Outcome.DONE;
            };
        }
    }
}
