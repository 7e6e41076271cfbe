package dev.trawl.app.command;

import dev.trawl.app.jobfile.Jobs;
import dev.trawl.app.network.Egress;
import dev.trawl.bench.MemorySampler;
import dev.trawl.bench.Peer;
import dev.trawl.bench.PeerCrawl;
import dev.trawl.bench.ProcessMemory;
import dev.trawl.bench.ScriptedPages;
import dev.trawl.core.Environment;
import dev.trawl.core.Job;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.Start;
import dev.trawl.core.port.Accepted;
import dev.trawl.local.Machine;
import dev.trawl.local.Wiring;
import dev.trawl.web.browser.BrowserProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Pages that scripts write, shown in a browser and kept as rows; its memory, and crashes of it on the way. */
final class BrowserBench {
    private static final Egress LOOPBACK =
            new Egress(List.of("127.0.0.0/8"), List.of(), Optional.empty(), Optional.empty());

    private static final int TENTHS = 10;
    private static final Duration LOOK = Duration.ofMinutes(10);

    private final Workbench at;
    private final Jobs jobs;

    BrowserBench(Workbench at) {
        this.at = at;
        this.jobs = new Jobs(at.surroundings().reader(), Optional.empty());
    }

    /** Something to do once so many pages have ended. */
    private record Mark(long ended, Runnable deed) {}

    void measure() throws Exception {
        Environment environment = name -> Optional.ofNullable(System.getenv(name));
        Path program = new BrowserProgram(environment).require();
        try (ScriptedPages pages = new ScriptedPages(at.items())) {
            double minute = at.in(folder -> shown(folder, pages.list(folder)));
            if (at.peers()) {
                for (Peer peer : Peer.browsers(program)) {
                    at.say("  " + peer.name() + at.in(folder -> beside(peer, pages.list(folder), minute)));
                }
            }
        }
    }

    /** Shows all of them; how many a minute. */
    private double shown(Path folder, Path list) throws Exception {
        Job job = jobs.find(ScriptedPages.job(folder).toString());
        InputArguments given = InputArguments.read(List.of("urls=@" + list), InputStream.nullInputStream(), job);
        Surroundings around = at.surroundings();
        Wiring wiring = new Wiring(jobs, around.network().through(LOOPBACK), around.clock(), around.random());
        try (Machine machine = Machine.open(folder.resolve("data"), wiring);
                MemorySampler memory = new MemorySampler(ProcessHandle.current())) {
            given.keep(machine);
            long begun = System.nanoTime();
            Accepted accepted = machine.start(Start.of(job, given.values()));
            RunView run = ended(machine, ((Accepted.Taken) accepted).run().id());
            double seconds = (System.nanoTime() - begun) / 1e9;
            check(machine, run);
            double minute = 60 * at.items() / seconds;
            at.say(
                    "%,d pages in a browser, %d at once, a durable row each: %,.0f pages/min; %s; browser killed %d times"
                            .formatted(at.items(), ScriptedPages.AT_ONCE, minute, text(memory), at.crashes()));
            return minute;
        }
    }

    /** Waits for the end, and does on the way what is to be done there. */
    private RunView ended(Machine machine, RunId run) throws InterruptedException {
        for (Mark mark : marks()) {
            RunView now = machine.await(run, LOOK, view -> over(view) || ended(view) >= mark.ended());
            if (!over(now)) {
                mark.deed().run();
            }
        }
        return machine.await(run);
    }

    private Queue<Mark> marks() {
        Queue<Mark> marks = new ArrayDeque<>();
        long crashed = 0;
        for (long ended = 1; ended < at.items(); ended++) {
            long page = ended;
            if (crashed < at.crashes() && ended * (at.crashes() + 1) >= (crashed + 1) * at.items()) {
                crashed++;
                marks.add(new Mark(page, BrowserBench::kill));
            }
            if (page % Math.max(1, at.items() / TENTHS) == 0) {
                marks.add(new Mark(
                        page,
                        () -> at.say(
                                "  %,d shown: %s".formatted(page, text(ProcessMemory.of(ProcessHandle.current()))))));
            }
        }
        return marks;
    }

    private static void kill() {
        ProcessMemory.browsers(ProcessHandle.current()).forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean over(RunView run) {
        return run.phase().closed();
    }

    private static long ended(RunView run) {
        return run.counts().done() + run.counts().dead();
    }

    /** Every page is done once, and has what its script wrote. */
    private void check(Machine machine, RunView run) throws Exception {
        if (run.counts().done() != at.items() || run.counts().listed() != at.items()) {
            throw new IllegalStateException(
                    "Of " + at.items() + " pages, " + run.counts().done() + " are done");
        }
        long rows = machine.records().recount(run.id()).rows().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        if (rows != at.items()) {
            throw new IllegalStateException("Of " + at.items() + " pages, " + rows + " have a row");
        }
    }

    private String beside(Peer peer, Path list, double minute) throws InterruptedException {
        MemorySampler[] memory = new MemorySampler[1];
        try {
            PeerCrawl.Pace pace = new PeerCrawl(Path.of(System.getProperty("user.home"), ".cache", "trawl-bench"))
                    .run(
                            peer,
                            list,
                            list.resolveSibling("rows"),
                            ScriptedPages.AT_ONCE,
                            process -> memory[0] = new MemorySampler(process));
            return pace.pages() == at.items()
                    ? " %s: %,.0f pages/min; %s; browser lane %.2f times"
                            .formatted(
                                    pace.version(),
                                    60 * pace.perSecond(),
                                    text(memory[0]),
                                    minute / (60 * pace.perSecond()))
                    : " %s is not compared: it wrote %,d rows of %,d"
                            .formatted(pace.version(), pace.pages(), at.items());
        } catch (IOException e) {
            return " was not measured: " + e.getMessage();
        } finally {
            if (memory[0] != null) {
                memory[0].close();
            }
        }
    }

    private static String text(MemorySampler memory) {
        return text(memory.average()) + " on average, browser at most "
                + memory.most().browserKilobytes() / 1_024 + " MB";
    }

    private static String text(ProcessMemory memory) {
        return "browser %,d MB (%,d for each page open), beside it %,d MB"
                .formatted(
                        memory.browserKilobytes() / 1_024,
                        memory.browserKilobytes() / 1_024 / ScriptedPages.AT_ONCE,
                        memory.otherKilobytes() / 1_024);
    }
}
