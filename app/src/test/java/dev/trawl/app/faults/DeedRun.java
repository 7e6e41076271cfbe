package dev.trawl.app.faults;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.port.LedgerStopped;
import dev.trawl.local.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What runs in a child that says what it knows to be durable: the run once it is accepted, its counts whenever a
 * reader is shown more of them, its end. A process of its own, without the command line, so that a life is short.
 */
final class DeedRun {
    private final Machine machine;
    private final Path acknowledged;

    private DeedRun(Machine machine, Path acknowledged) {
        this.machine = machine;
        this.acknowledged = acknowledged;
    }

    /** Works the run of a data folder; its arguments are the folder, where to acknowledge, and how many items. */
    public static void main(String[] arguments) throws Exception {
        try (Machine machine = Deeds.machine(Path.of(arguments[0]))) {
            RunView end = new DeedRun(machine, Path.of(arguments[1])).live(Integer.parseInt(arguments[2]));
            System.out.println(end.state().word());
        } catch (EnvironmentFault | LedgerStopped e) {
            System.err.println(e.getMessage());
            System.exit(EnvironmentFault.EXIT_STATUS);
        }
    }

    private RunView live(int items) throws IOException, InterruptedException {
        RunId run = Deeds.begin(machine, items).id();
        Thread.ofPlatform().daemon().start(() -> watch(run));
        RunView end = machine.await(run);
        say(end);
        return end;
    }

    private void watch(RunId run) {
        try {
            long settled = -1;
            while (true) {
                RunView seen = machine.records().run(run).orElseThrow();
                long now = seen.counts().done() + seen.counts().dead();
                if (now > settled) {
                    say(seen);
                    settled = now;
                }
            }
        } catch (IOException | RuntimeException e) {
            // The machine is closed, or can no longer be read: nothing more is known to be durable.
            return;
        }
    }

    private void say(RunView seen) throws IOException {
        Acknowledged known = Acknowledged.of(seen);
        Files.writeString(acknowledged, known + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
