package dev.trawl.app.command;

import dev.trawl.app.jobfile.JobFileReader;
import dev.trawl.app.jobfile.Jobs;
import dev.trawl.local.Wiring;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What commands work with: where they write, what they know, and what time it is. */
public record Surroundings(
        Console console,
        JobFileReader reader,
        Network network,
        InstantSource clock,
        RandomGenerator random,
        Departure departure) {

    Jobs jobs(CommonOptions options) {
        return new Jobs(reader, options.jobFolder());
    }

    Wiring wiring(CommonOptions options) {
        return new Wiring(jobs(options), network.through(options.egress()), clock, random);
    }
}
