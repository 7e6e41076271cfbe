package dev.trawl.app.command;

import dev.trawl.app.Visible;
import dev.trawl.app.jobfile.JobFileReader;
import dev.trawl.app.jobfile.Providers;
import dev.trawl.app.network.WebNetwork;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Where the program begins. */
public final class Main {
    private static final String STOPPED =
            ". What was acknowledged is kept. Mostly memory (TRAWL_JAVA_OPTS=-Xmx...) or open"
                    + " files (ulimit -n) are lacking: give it more, then start again; else please report it";

    private Main() {}

    /** Does what the command line asks for and ends the process with its status. */
    public static void main(String[] arguments) {
        try {
            System.exit(Commands.run(surroundings(Console.ofProcess(), Departure.ofProcess()), arguments));
        } catch (Throwable e) {
            leave(e);
        }
    }

    /** No class can be loaded, no memory is left: threads that go on would hold the folder for ever. */
    private static void leave(Throwable why) {
        try {
            // Nothing here needs a class that is not loaded yet.
            System.err.print("trawl had to stop: ");
            System.err.print(why.getClass().getName());
            System.err.println(STOPPED);
        } finally {
            Runtime.getRuntime().halt(ExitStatus.ENVIRONMENT);
        }
    }

    static Surroundings surroundings(Console console, Departure departure) {
        SecureRandom random = new SecureRandom();
        return new Surroundings(
                console,
                new JobFileReader(Providers.installed()),
                new WebNetwork(InstantSource.system(), random, line -> console.note(Visible.text(line))),
                InstantSource.system(),
                random,
                departure);
    }
}
