package dev.trawl.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.app.jobfile.JobFileReader;
import dev.trawl.app.jobfile.Providers;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.RunView;
import dev.trawl.core.Services;
import dev.trawl.core.Start;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.Objects;
import dev.trawl.local.Machine;
import dev.trawl.local.Wiring;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The small run that everything is tried with. */
final class Deeds {
    static final int ITEMS = 30;

    static final String FILE = """
            job: deeds
            about: Everything that a worker can do, without a network.
            inputs:
              items: {type: integer, min: 1, max: 100000, default: 30}
            source: {deeds: {items: "{items}"}}
            work: {deeds: {}}
            retry: {attempts: 3, backoff: 1ms..2ms}
            limits: {concurrency: 4}
            tables: {deeds: {key: key, columns: {key: text, value: integer, object: text}}}
            """;

    private static final JobFileReader READER =
            new JobFileReader(Providers.of(List.of(new DeedSource()), List.of(new DeedWorker())));

    private Deeds() {}

    static Job job() {
        return READER.read("deeds.yaml", FILE.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .job();
    }

    /** A machine of this process. */
    static Machine machine(Path data) {
        return Machine.open(
                data,
                new Wiring(
                        READER::pinned,
                        (objects, _) -> new Services(Map.of(Objects.class, objects)),
                        InstantSource.system(),
                        new Random(7)));
    }

    /** Starts the run, or takes it up where there is one. */
    static RunView begin(Machine machine, int items) {
        List<RunView> runs = machine.records().runs(Optional.empty(), 10).items();
        assertThat(runs).hasSizeLessThan(2);
        if (runs.isEmpty()) {
            return ((Accepted.Taken) machine.start(Start.of(job(), Json.object().put("items", items)))).run();
        }
        return machine.takeUp(runs.getFirst().id());
    }

    /** Works the run to its end in this process, which is the next one and meets no faults. */
    static void finish(Path data, int items) throws InterruptedException {
        try (Machine machine = machine(data)) {
            machine.await(begin(machine, items).id());
        }
    }
}
