package dev.trawl.local;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Limits;
import dev.trawl.core.Retry;
import dev.trawl.core.Row;
import dev.trawl.core.RunView;
import dev.trawl.core.Services;
import dev.trawl.core.Start;
import dev.trawl.core.StoredObject;
import dev.trawl.core.Tolerance;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.Objects;
import dev.trawl.core.port.Records;
import dev.trawl.core.port.RunLog;
import dev.trawl.local.lane.CommandProvider;
import dev.trawl.testkit.NumberSource;
import dev.trawl.testkit.SampleJob;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.node.ObjectNode;

/** A machine whose items are worked by shells: the keys are 0, 1, 2 ... and item 3 is what a test is about. */
final class ShellWorkers implements AutoCloseable {
    /** The items of a run. */
    static final int ITEMS = 12;

    /** What a shell does with its items; MISBEHAVE is done with item 3. */
    private static final String LOOP = """
            while IFS= read -r line; do
                key=${line#*'"key":"'}
                key=${key%%'"'*}
                row() { echo "{\\"type\\":\\"row\\",\\"key\\":\\"$key\\",\\"row\\":{\\"item\\":\\"$key\\",\\"value\\":$1}}"; }
                object() { echo "{\\"type\\":\\"object\\",\\"key\\":\\"$key\\",\\"name\\":\\"$1\\",\\"$2\\":\\"$3\\"}"; }
                done_with() { echo "{\\"type\\":\\"done\\",\\"key\\":\\"$1\\"}"; }
                if [ "$key" = 3 ]; then
                    row -1
                    MISBEHAVE
                else
                    row $$
                fi
                done_with "$key"
            done
            """;

    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Machine machine;

    ShellWorkers(Path data) {
        RunLog log = (_, text) -> said.add(text);
        Wiring wiring = new Wiring(
                (name, _) -> {
                    throw new IllegalArgumentException("There is no job " + name);
                },
                (objects, _) -> new Services(Map.of(RunLog.class, log, Objects.class, objects)),
                InstantSource.system(),
                new Random(7));
        machine = Machine.open(data, wiring);
    }

    /** Works a run of items, two at a time, two attempts each, with a shell that does something with item 3. */
    Worked work(String misbehaves, Duration timeout, ObjectNode settings) throws InterruptedException {
        return work(LOOP.replace("MISBEHAVE", misbehaves), settings, timeout);
    }

    /** The same with a time that is enough, and nothing said of limits. */
    Worked work(String misbehaves) throws InterruptedException {
        return work(misbehaves, Duration.ofSeconds(20), Json.object());
    }

    /** The same with shells that work one item each, and leave when they have said so. */
    Worked workAndLeave() throws InterruptedException {
        String leaving = LOOP.replace("    done_with \"$key\"\ndone", "    done_with \"$key\"\nexit 0\ndone");
        return work(leaving.replace("MISBEHAVE", ":"), Json.object(), Duration.ofSeconds(20));
    }

    private Worked work(String script, ObjectNode settings, Duration timeout) throws InterruptedException {
        settings.putArray("command").add("/bin/sh").add("-c").add(script);
        settings.put("table", "results").put("objects", "shells");
        Job.Rules rules = new Job.Rules(
                new Limits(2, 8, timeout, Duration.ofHours(1)),
                new Retry(List.of(Duration.ofMillis(1))),
                Tolerance.ANY,
                ChunkSize.AUTO);
        Job.Parts parts = new Job.Parts(
                (_, _) -> new NumberSource(ITEMS, ITEMS),
                (_, services) -> new CommandProvider().open(settings, services));
        Json definition = Json.of(Json.object().put("job", "shells"));
        Job job = new Job("shells", "", List.of(), rules, List.of(SampleJob.RESULTS), parts, definition);
        Accepted accepted = machine.start(Start.of(job, Json.object()));
        return worked(machine.await(((Accepted.Taken) accepted).run().id()));
    }

    /** What came of a run: the values of its rows by their keys, the dead, and its objects. */
    record Worked(RunView run, Map<String, Long> rows, List<Records.DeadItem> dead, List<StoredObject> objects) {
        /** The one that is dead. */
        Records.DeadItem theDead() {
            return dead.getFirst();
        }
    }

    private Worked worked(RunView run) {
        Map<String, Long> rows = new TreeMap<>();
        for (Row row : machine.records()
                .rows(SampleJob.RESULTS, Map.of(), Optional.empty(), ITEMS)
                .items()) {
            rows.put(String.valueOf(row.columns().get("item")), (Long)
                    row.columns().get("value"));
        }
        return new Worked(
                run,
                rows,
                machine.records().dead(run.id(), Optional.empty(), ITEMS).items(),
                machine.records().objects("", Optional.empty(), ITEMS).items());
    }

    /** What workers said for people. */
    List<String> said() {
        return List.copyOf(said);
    }

    @Override
    public void close() {
        machine.close();
    }
}
