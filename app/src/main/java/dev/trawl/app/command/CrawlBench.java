package dev.trawl.app.command;

import dev.trawl.app.jobfile.Jobs;
import dev.trawl.app.network.Egress;
import dev.trawl.bench.Crawl;
import dev.trawl.bench.Measured;
import dev.trawl.bench.Peer;
import dev.trawl.bench.PeerCrawl;
import dev.trawl.core.Job;
import dev.trawl.core.RunView;
import dev.trawl.core.Start;
import dev.trawl.core.port.Accepted;
import dev.trawl.local.Machine;
import dev.trawl.local.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The ready-made job {@code pages} over addresses that are known, beside a bare loop that makes the same columns and keeps none. */
final class CrawlBench {
    private static final Egress LOOPBACK =
            new Egress(List.of("127.0.0.0/8"), List.of(), Optional.empty(), Optional.empty());

    private final Workbench at;
    private final Jobs jobs;

    CrawlBench(Workbench at) {
        this.at = at;
        this.jobs = new Jobs(at.surroundings().reader(), Optional.empty());
    }

    void measure() throws Exception {
        try (Crawl crawl = new Crawl(at.items())) {
            Measured bare = crawl.bare();
            at.say("bare loop, nothing kept: %,.0f pages/s, %.1f us of CPU a page"
                    .formatted(bare.perSecond(), bare.cpuMicros()));
            Measured durable = at.in(folder -> run(folder, crawl.list(folder)));
            at.say(
                    "  job pages, a durable row each: %,.0f pages/s (%.0f %% of the bare loop), %.1f us of CPU a page (%.2f times)"
                            .formatted(
                                    durable.perSecond(),
                                    100 * durable.perSecond() / bare.perSecond(),
                                    durable.cpuMicros(),
                                    durable.cpuMicros() / bare.cpuMicros()));
            if (at.peers()) {
                peers(crawl, durable);
            }
        }
    }

    private void peers(Crawl crawl, Measured durable) throws Exception {
        PeerCrawl others = new PeerCrawl(Path.of(System.getProperty("user.home"), ".cache", "trawl-bench"));
        for (Peer peer : Peer.ALL) {
            at.say("  " + peer.name() + at.in(folder -> beside(others, peer, crawl.list(folder), durable)));
        }
    }

    private String beside(PeerCrawl others, Peer peer, Path list, Measured durable) throws InterruptedException {
        try {
            PeerCrawl.Pace pace = others.run(peer, list, list.resolveSibling("rows"));
            return pace.pages() == at.items()
                    ? " %s: %,.0f pages/s; job pages %.1f times"
                            .formatted(pace.version(), pace.perSecond(), durable.perSecond() / pace.perSecond())
                    : " %s is not compared: it wrote %,d rows of %,d"
                            .formatted(pace.version(), pace.pages(), at.items());
        } catch (IOException e) {
            return " was not measured: " + e.getMessage();
        }
    }

    private Measured run(Path folder, Path list) throws InterruptedException {
        Job job = jobs.find("pages");
        List<String> inputs = List.of("urls=@" + list, "concurrency=" + Crawl.AT_ONCE, "per_host=" + Crawl.AT_ONCE);
        InputArguments given = InputArguments.read(inputs, InputStream.nullInputStream(), job);
        Surroundings around = at.surroundings();
        Wiring wiring = new Wiring(jobs, around.network().through(LOOPBACK), around.clock(), around.random());
        try (Machine machine = Machine.open(folder.resolve("data"), wiring)) {
            given.keep(machine);
            Duration used = Measured.cpuNow();
            long begun = System.nanoTime();
            Accepted accepted = machine.start(Start.of(job, given.values()));
            RunView run = machine.await(((Accepted.Taken) accepted).run().id());
            long took = System.nanoTime() - begun;
            if (run.counts().done() != at.items()) {
                throw new IllegalStateException(
                        "Of " + at.items() + " pages, " + run.counts().done() + " are done");
            }
            return new Measured(at.items(), took, Measured.cpuNow().minus(used), machine.written());
        }
    }
}
