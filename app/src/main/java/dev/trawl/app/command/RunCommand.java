package dev.trawl.app.command;

import dev.trawl.app.Visible;
import dev.trawl.app.embedded.Family;
import dev.trawl.app.jobfile.InvalidJob;
import dev.trawl.core.InputSpec;
import dev.trawl.core.Job;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.Start;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.Turn;
import dev.trawl.core.stage.CommonInputs;
import dev.trawl.core.stage.StartStage;
import dev.trawl.local.Archive;
import dev.trawl.local.Machine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a job to its end. */
@Command(
        name = "run",
        header = "Runs a job to its end and prints the summary.",
        description = {
            "",
            "JOB is the name of a ready-made job or of one in --jobs DIR, or the path of a job file.",
            "Inputs are key=value; key=@FILE reads the value from a file, key=@- from standard input.",
            "trawl run JOB --help lists the inputs of a job.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  trawl run reddit-pictures subreddit=aww limit=50",
            "  trawl run reddit-pictures subreddit=@name.txt --json > summary.json",
            "  trawl run ./my-job.yaml timeout=10s per_host=2",
            "  trawl run --resume 1k3f9a2b7c0d4e5f"
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "JOB", description = "The job.")
    private @Nullable String job;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "key=value", description = "Its inputs.")
    private List<String> inputs = List.of();

    @Option(names = "--resume", paramLabel = "RUN", description = "Goes on with an interrupted or paused run.")
    private @Nullable String resume;

    @Option(names = "--no-wait", description = "Works this run only, and triggers none.")
    boolean noWait;

    // No usage help in picocli's sense: with JOB it lists the inputs of that job too.
    @Option(
            names = {"-h", "--help"},
            description = "Shows this, and the inputs of JOB.")
    private boolean help;

    private final Surroundings surroundings;

    RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        if (help) {
            return help();
        }
        if (resume != null) {
            return resume(RunNames.parse(resume));
        }
        if (job == null) {
            throw new UsageFault("trawl run needs a job; nothing was started; trawl run --help shows how");
        }
        return run(surroundings.jobs(common).find(job));
    }

    private int run(Job found) throws Exception {
        InputArguments given =
                InputArguments.read(inputs, surroundings.console().in(), found);
        Start start = new Start(found, given.values(), BodyArgument.take(found, given.values()), Optional.empty());
        // Before the data folder is touched: a typing error leaves nothing behind.
        StartStage.check(start);
        rehearse(start);
        try (Machine machine = Machine.open(common.data, surroundings.wiring(common))) {
            given.keep(machine);
            Optional<Family> family = family(machine, Optional.of(found));
            Follow follow = new Follow(surroundings, common, patience(found));
            takeUp(machine, found, family, follow);
            tellWaiting(machine);
            return switch (begin(machine, family, start)) {
                case Accepted.Taken taken -> toItsEnd(machine, taken.run().id(), family, follow);
                case Accepted.Conflict conflict ->
                    throw new IllegalStateException("A run without a cause met run " + conflict.run());
            };
        }
    }

    /** A job that goes on with what it left undone leaves what is due later than this. */
    private static Optional<Duration> patience(Job job) {
        return job.rules().takesUp() ? Optional.of(Family.PATIENCE) : Optional.empty();
    }

    private void takeUp(Machine machine, Job found, Optional<Family> family, Follow follow)
            throws InterruptedException {
        if (family.isPresent()) {
            family.get().takeUp(found, follow);
        } else if (found.rules().takesUp()) {
            for (RunId run : Family.open(machine, found.name())) {
                if (Family.takenUp(machine, run, found.name(), surroundings.console()::note)) {
                    follow.await(machine, run);
                }
            }
        }
    }

    private Accepted begin(Machine machine, Optional<Family> family, Start start) throws Exception {
        return sensibly(() -> family.isPresent() ? family.get().start(start) : machine.start(start));
    }

    private void rehearse(Start start) throws Exception {
        sensibly(() -> {
            Machine.rehearse(start, surroundings.wiring(common));
            return true;
        });
    }

    /** What no source or worker can be made of is wrong usage. */
    private <T> T sensibly(Callable<T> start) throws Exception {
        try {
            return start.call();
        } catch (InvalidJob e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new UsageFault(Visible.text(String.valueOf(e.getMessage())) + "; nothing was started; trawl run "
                    + job + " --help lists its inputs");
        }
    }

    private int resume(RunId run) throws Exception {
        if (job != null) {
            throw new UsageFault("trawl run --resume takes a run and no job; nothing was started; leave out " + job);
        }
        Optional<Job> named;
        Follow follow;
        try (Archive archive = RunNames.archive(common.data)) {
            RunView view = RunNames.require(archive, run);
            named = surroundings.jobs(common).all().stream()
                    .filter(each ->
                            each.name().equals(view.job()) && each.rules().takesUp())
                    .findFirst();
            follow = new Follow(surroundings, common, named.flatMap(RunCommand::patience));
            if (view.phase().closed() && !archive.records().tells(run)) {
                return follow.tell(archive.document(run, surroundings.clock(), surroundings.prices(common))
                        .tree());
            }
        }
        try (Machine machine = Machine.open(common.data, surroundings.wiring(common))) {
            Optional<Family> family = family(machine, named);
            machine.reach(run);
            RunView view = machine.records().run(run).orElseThrow();
            if (view.paused()) {
                machine.turn(run, new Turn.Resume());
            } else {
                machine.takeUp(run);
            }
            family.ifPresent(all -> all.takeUpFollowers(view.job()));
            return toItsEnd(machine, run, family, follow);
        }
    }

    /** Empty where nobody waits for runs that are triggered: none are then. */
    private Optional<Family> family(Machine machine, Optional<Job> named) {
        if (noWait) {
            return Optional.empty();
        }
        Map<String, Job> jobs = new TreeMap<>();
        Stream.concat(surroundings.jobs(common).all().stream(), named.stream())
                .forEach(each -> jobs.put(each.name(), each));
        return Optional.of(new Family(machine, jobs.values(), named.stream().toList(), surroundings.console()::note));
    }

    private int toItsEnd(Machine machine, RunId run, Optional<Family> family, Follow follow)
            throws InterruptedException {
        follow.await(machine, run);
        boolean good = family.isEmpty() || family.get().toItsEnd(run, follow);
        int status = follow.tell(follow.delivered(machine, run));
        return good ? status : ExitStatus.SHORT;
    }

    private void tellWaiting(Machine machine) {
        List<RunView> waiting = machine.records().runs(Optional.empty(), RunNames.SHOWN_MAX).items().stream()
                .filter(view -> !view.phase().closed())
                .toList();
        if (!waiting.isEmpty()) {
            String names = String.join(
                    ", ", waiting.stream().map(view -> view.id().text()).toList());
            surroundings
                    .console()
                    .note("Interrupted runs wait: " + names + "; trawl run --resume RUN goes on with one");
        }
    }

    private int help() {
        Console console = surroundings.console();
        if (spec != null) {
            console.out().print(spec.commandLine().getUsageMessage());
        }
        if (job != null) {
            Job found = surroundings.jobs(common).find(job);
            console.line("\nInputs of " + found.name() + ":");
            Stream.concat(found.inputs().stream(), CommonInputs.SPECS.stream())
                    .map(RunCommand::line)
                    .forEach(console::line);
        }
        return ExitStatus.GOOD;
    }

    private static String line(InputSpec input) {
        String absent =
                input.standard().map(value -> " (standard: " + value + ")").orElse(input.optional() ? "" : " (needed)");
        return "  %-16s %s%s%s"
                .formatted(
                        input.name(),
                        input.type().describe(),
                        absent,
                        input.about().isEmpty() ? "" : ": " + input.about());
    }
}
