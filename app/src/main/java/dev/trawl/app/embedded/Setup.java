package dev.trawl.app.embedded;

import dev.trawl.app.network.Egress;
import dev.trawl.app.network.WebNetwork;
import dev.trawl.local.Machine;
import dev.trawl.local.Triggers;
import dev.trawl.local.Wiring;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What {@link Trawl} is opened with. For one thread. */
public final class Setup {
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final Path data;
    private final List<JobBuilder<?>> jobs = new ArrayList<>();
    private final List<String> allowed = new ArrayList<>();
    private final List<String> connectTo = new ArrayList<>();
    private Optional<Path> folder = Optional.empty();
    private Optional<Path> authorities = Optional.empty();
    private Optional<String> proxy = Optional.empty();
    private boolean schedules;
    private Duration farewell = FAREWELL;
    private Consumer<String> notes = System.err::println;

    Setup(Path data) {
        this.data = data;
    }

    /** Jobs of this program; one takes the place of a ready-made one, or of a job file, of its name. */
    public Setup jobs(JobBuilder<?>... more) {
        jobs.addAll(Arrays.asList(more));
        return this;
    }

    /** A folder with job files, as {@code --jobs}. */
    public Setup jobFolder(Path of) {
        folder = Optional.of(of);
        return this;
    }

    /** Lets requests reach private addresses, as {@code --allow-address}: {@code 127.0.0.0/8}. */
    public Setup allowAddress(String cidr) {
        allowed.add(cidr);
        return this;
    }

    /** Connects elsewhere than a name says, as {@code --connect-to}: {@code HOST:PORT:HOST2:PORT2}. */
    public Setup connectTo(String rule) {
        connectTo.add(rule);
        return this;
    }

    /** Trusts these certificate authorities too, as {@code --ca}: a file of PEM. */
    public Setup authorities(Path pem) {
        authorities = Optional.of(pem);
        return this;
    }

    /** Sends every request through a proxy, as {@code --proxy}. */
    public Setup proxy(String url) {
        proxy = Optional.of(url);
        return this;
    }

    /**
     * Goes by schedules, and on with every interrupted run, for as long as it is open, as {@code trawl serve} does. What a run
     * triggers is then worked without anybody waiting for it.
     */
    public Setup schedules() {
        schedules = true;
        return this;
    }

    /** How long what is under way may still take when it is closed, 10 s where this says nothing; what is left stays open. */
    public Setup farewell(Duration patience) {
        farewell = patience;
        return this;
    }

    /** Who is told what people should know: what could not be started, what a worker said. Standard error where this says nothing. */
    public Setup notes(Consumer<String> told) {
        notes = told;
        return this;
    }

    /**
     * Takes the data folder. Nothing is worked until a run is started or resumed.
     *
     * @throws dev.trawl.app.jobfile.InvalidJob where a job makes no sense, with every problem
     * @throws dev.trawl.core.EnvironmentFault where the folder can't be had: in use, not writable, full, of a newer version
     */
    public Trawl open() {
        KnownJobs known = new KnownJobs(folder, jobs);
        SecureRandom random = new SecureRandom();
        InstantSource clock = InstantSource.system();
        WebNetwork web = new WebNetwork(clock, random, notes::accept);
        Wiring wiring =
                new Wiring(known, web.through(new Egress(allowed, connectTo, authorities, proxy)), clock, random);
        Machine machine = Machine.open(data, wiring);
        try {
            return schedules
                    ? going(known, machine)
                    : new Trawl(known, machine, new Family(machine, known.all(), known.all(), notes), farewell);
        } catch (RuntimeException e) {
            machine.close();
            throw e;
        }
    }

    private Trawl going(KnownJobs known, Machine machine) {
        Trawl trawl =
                new Trawl(known, machine, machine.triggers(Triggers.Scope.ALL, known.all(), notes, _ -> {}), farewell);
        int _ = Family.takeUpAll(machine, notes);
        machine.deliver();
        return trawl;
    }
}
