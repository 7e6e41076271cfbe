package dev.trawl.app.command;

import dev.trawl.app.FileWords;
import dev.trawl.app.embedded.Family;
import dev.trawl.app.http.FolderWatch;
import dev.trawl.app.http.HttpApi;
import dev.trawl.app.http.LiveJobs;
import dev.trawl.app.http.PushRate;
import dev.trawl.app.http.Settings;
import dev.trawl.app.jobfile.Jobs;
import dev.trawl.local.Machine;
import dev.trawl.local.Triggers;
import dev.trawl.local.Wiring;
import dev.trawl.web.BadAddress;
import dev.trawl.web.PublicAddress;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds a data folder and works what is open in it. */
@Command(
        name = "serve",
        header = "Holds the data folder, works every interrupted run, and answers HTTP, until it is asked to leave.",
        description = {
            "",
            "Routes, schedules, topics and the ends of runs start runs. Job files that are changed are read again; runs in",
            "progress keep what they started with. trawl pause, resume, cancel, redrive and limits reach it. SIGTERM drains it.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  trawl serve --data /srv/trawl",
            "  trawl serve --bind 0.0.0.0 --name trawl.example   (with TRAWL_TOKEN in its environment)"
        })
final class ServeCommand implements Callable<Integer> {
    /** How long items that are under way may take after SIGTERM; supervisors kill after 35 s or later. */
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(25);

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    final HelpOption help = new HelpOption();

    @Option(names = "--port", paramLabel = "N", description = "Where it listens (standard: 8080; 0: any that is free).")
    private int port = 8080;

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "The address it listens at (standard: 127.0.0.1).")
    private InetAddress bind = InetAddress.ofLiteral("127.0.0.1");

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:TRAWL_TOKEN}",
            description =
                    "What everybody has to show; any address but loopback needs one (or TRAWL_TOKEN, which others can't see).")
    private @Nullable String token;

    @Option(
            names = "--name",
            paramLabel = "HOST",
            description = "A host name that it answers to, beside its address; may be given again.")
    private Set<String> names = Set.of();

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "Where it is reached from outside: hubs that feeds name are asked to push them to it.")
    private @Nullable String publicUrl;

    @Option(
            names = "--pushes",
            paramLabel = "N",
            description = "How often a hub may push one feed in a minute (standard: 30).")
    private int pushes = PushRate.STANDARD.pushes();

    @Option(
            names = "--push-bytes",
            paramLabel = "N",
            description = "How many bytes a hub may push of one feed in a minute (standard: 16777216).")
    private long pushBytes = PushRate.STANDARD.bytes();

    @Option(
            names = "--pending-push-bytes",
            paramLabel = "N",
            description = "How many bytes that hubs pushed, of all feeds, may wait to be worked (standard: 33554432).")
    private long pendingPushBytes = PushRate.STANDARD.pending();

    private final CountDownLatch leave = new CountDownLatch(1);
    private final CountDownLatch left = new CountDownLatch(1);
    private final Surroundings surroundings;

    ServeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        // Watched from before the folder is held: whoever asks us to leave early is heard too.
        try (Departure.Watch _ = surroundings.departure().watch(this::depart)) {
            serve();
        } finally {
            left.countDown();
        }
        return ExitStatus.GOOD;
    }

    private void serve() throws InterruptedException, IOException {
        Settings settings = settings();
        Jobs known = surroundings.jobs(common);
        LiveJobs jobs = new LiveJobs(known, common.jobFolder(), surroundings.clock(), surroundings.console()::note);
        try (Machine machine = Machine.open(common.data, wiring())) {
            Console console = surroundings.console();
            // Before runs are taken up, so that their ends are heard.
            Triggers triggers = machine.triggers(Triggers.Scope.ALL, jobs.all().values(), console::note, _ -> {});
            jobs.listen(triggers::jobs);
            HttpApi.Parts parts =
                    new HttpApi.Parts(machine, triggers, jobs, known, surroundings.clock(), console::note);
            CompletableFuture<RuntimeException> fault = machine.fault().toCompletableFuture();
            var _ = fault.thenRun(leave::countDown);
            try (Closeable _ = watch(jobs);
                    HttpApi api = HttpApi.open(settings, parts)) {
                serve(machine, api);
            }
            if (fault.isDone()) {
                throw fault.join();
            }
        } finally {
            left.countDown();
        }
    }

    /** Schedules of a changed file hold at once, and not when somebody asks for jobs next. */
    private Closeable watch(LiveJobs jobs) {
        Optional<Path> folder = common.jobFolder();
        if (folder.isEmpty()) {
            return () -> {};
        }
        try {
            FolderWatch watch = FolderWatch.of(folder.get(), jobs::look);
            return watch::close;
        } catch (IOException e) {
            surroundings
                    .console()
                    .note("Watching " + folder.get() + " failed: " + FileWords.of(e)
                            + "; a changed job file counts from the next request on");
            return () -> {};
        }
    }

    private void serve(Machine machine, HttpApi api) throws InterruptedException {
        surroundings.console().note("Listening at " + api.address());
        int taken = Family.takeUpAll(machine, surroundings.console()::note);
        machine.deliver();
        api.ready();
        surroundings.console().note("Serving " + common.data + "; " + taken + " interrupted runs go on");
        leave.await();
        // From here nothing is started; who waits for what is under way may still hear of its end.
        api.leave();
        machine.drain(DRAIN_PATIENCE);
    }

    private Wiring wiring() {
        Wiring wiring = surroundings.wiring(common);
        if (publicUrl == null) {
            return wiring;
        }
        PublicAddress reached = reached(publicUrl);
        return wiring.with(
                (objects, budgets) -> wiring.services().apply(objects, budgets).with(PublicAddress.class, reached));
    }

    private static PublicAddress reached(String url) {
        try {
            return PublicAddress.parse(url);
        } catch (BadAddress e) {
            throw new UsageFault(
                    "The option --public-url makes no sense: " + e.getMessage()
                            + "; nothing was started; give the address at which hubs reach this server, such as https://example.org");
        }
    }

    private Settings settings() {
        Optional<String> shown = Optional.ofNullable(token).filter(text -> !text.isEmpty());
        Settings.Bounds standard = Settings.Bounds.STANDARD;
        return new Settings(
                bind, port, shown, names, new Settings.Bounds(standard.waiters(), standard.openRuns(), pushRate()));
    }

    private PushRate pushRate() {
        if (pushes < 1 || pushBytes < 1 || pendingPushBytes < 1) {
            throw new UsageFault("The options --pushes " + pushes + ", --push-bytes " + pushBytes
                    + " and --pending-push-bytes " + pendingPushBytes
                    + " make no sense; nothing was started; each is 1 at least");
        }
        return new PushRate(pushes, pushBytes, pendingPushBytes);
    }

    /** Keeps the process until everything is given back. */
    private int depart() {
        leave.countDown();
        try {
            left.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitStatus.GOOD;
    }
}
