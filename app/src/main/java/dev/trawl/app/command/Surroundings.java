package dev.trawl.app.command;

import dev.trawl.app.Visible;
import dev.trawl.app.jobfile.JobFileReader;
import dev.trawl.app.jobfile.Jobs;
import dev.trawl.app.jobfile.PriceFile;
import dev.trawl.app.network.Egress;
import dev.trawl.app.network.Network;
import dev.trawl.core.Services;
import dev.trawl.core.cost.Prices;
import dev.trawl.core.port.Budgets;
import dev.trawl.core.port.Objects;
import dev.trawl.core.port.RunLog;
import dev.trawl.local.Wiring;
import java.time.InstantSource;
import java.util.function.BiFunction;
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

    /** What things cost, as the options say. */
    Prices prices(CommonOptions options) {
        return options.prices == null ? Prices.STANDARD : PriceFile.read(options.prices);
    }

    Wiring wiring(CommonOptions options) {
        return wiring(options, options.egress());
    }

    /** Through a door that is opened in another way than the options say. */
    Wiring wiring(CommonOptions options, Egress egress) {
        BiFunction<Objects, Budgets, Services> world = network.through(egress);
        RunLog log = (run, text) -> console.note("run " + run + ": " + Visible.text(text));
        return new Wiring(
                jobs(options),
                (objects, budgets) -> world.apply(objects, budgets).with(RunLog.class, log),
                clock,
                random,
                prices(options));
    }
}
