package dev.trawl.app.command;

import dev.trawl.app.jobfile.JobFileReader;
import dev.trawl.app.jobfile.Providers;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Where the program begins. */
public final class Main {
    private Main() {}

    /** Does what the command line asks for and ends the process with its status. */
    public static void main(String[] arguments) {
        System.exit(Commands.run(surroundings(Console.ofProcess(), Departure.ofProcess()), arguments));
    }

    static Surroundings surroundings(Console console, Departure departure) {
        return new Surroundings(
                console,
                new JobFileReader(Providers.installed()),
                new WebNetwork(InstantSource.system()),
                InstantSource.system(),
                new SecureRandom(),
                departure);
    }
}
