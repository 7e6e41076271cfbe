package dev.trawl.simulation.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Json;
import dev.trawl.simulation.Simulation;
import dev.trawl.simulation.Simulation.Breach;
import dev.trawl.simulation.Simulation.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * A process that lets worlds go on, one after the other: reads requests and writes reports, a line of JSON each,
 * until nobody asks any more.
 */
public final class Worlds {
    /** One world of so many goes on twice, to see that it is the same again; so does every broken one. */
    static final int REPLAYED_OF = 100;

    /** The invariant of worlds that end by a fault of the program, the simulator's own included. */
    static final String SOUND = "a world ends without a fault of the program";

    private static final String SAME = "the same seed gives the same world";

    /** Frames that are told of where something was thrown. */
    private static final int FRAMES_MAX = 6;

    private final PrintStream out;
    private Simulation simulation = new Simulation();

    private Worlds(PrintStream out) {
        this.out = out;
    }

    /** Answers on standard output what standard input asks. */
    public static void main(String[] arguments) throws InterruptedException {
        // On the carrier of its fibers, a world hands them their turn without waking a thread of the system.
        Thread.ofVirtual().name("world").start(Worlds::serve).join();
    }

    private static void serve() {
        Worlds worlds = new Worlds(System.out);
        try (BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            String line = requests.readLine();
            while (line != null && !System.out.checkError()) {
                worlds.answer(Request.of(Json.parse(line).tree()));
                line = requests.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Requests could not be read", e);
        } finally {
            worlds.simulation.close();
        }
    }

    private void answer(Request request) {
        switch (request) {
            case Request.Run run -> run(run.seeds());
            case Request.Shrink shrink -> say(shrunk(shrink));
            case Request.Tell tell -> say(told(tell));
        }
    }

    private void say(Retelling retelling) {
        say(Json.of(retelling.json()));
    }

    private void say(Json line) {
        out.print(line + "\n");
        out.flush();
    }

    private void run(SeedRange seeds) {
        // Nobody listens any more where the other process is gone.
        for (long seed = seeds.first(); seed <= seeds.last() && !out.checkError(); seed++) {
            say(Json.of(report(seed).json()));
        }
    }

    private WorldReport report(long seed) {
        Outcome outcome = world(seed, _ -> true, false);
        boolean replayed = outcome.broken().isPresent() || seed % REPLAYED_OF == 0;
        return WorldReport.of(outcome, replayed ? again(outcome) : List.of());
    }

    private List<Breach> again(Outcome first) {
        long hash = world(first.seed(), _ -> true, false).hash();
        return hash == first.hash()
                ? List.of()
                : List.of(new Breach(
                        SAME, "hash " + Long.toHexString(first.hash()) + ", then " + Long.toHexString(hash)));
    }

    private Retelling shrunk(Request.Shrink request) {
        Shrinker shrinker = new Shrinker((allowed, told) -> world(request.seed(), allowed, told), request.invariant());
        return shrinker.shrink()
                .map(shrunk -> Retelling.of(shrunk.outcome()))
                .orElseGet(() -> told(new Request.Tell(request.seed(), Optional.empty())));
    }

    private Retelling told(Request.Tell request) {
        LongPredicate allowed =
                place -> request.only().map(places -> places.contains(place)).orElse(true);
        return Retelling.of(world(request.seed(), allowed, true));
    }

    /** A world that ends by a fault of the program is broken, and costs only itself. */
    private Outcome world(long seed, LongPredicate allowed, boolean told) {
        try {
            return simulation.run(seed, allowed, told);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            // What it left of its database nobody knows.
            simulation = new Simulation();
            return Outcome.ended(seed, new Breach(SOUND, described(e)));
        }
    }

    private static String described(Throwable fault) {
        List<String> where = Arrays.stream(fault.getStackTrace())
                .limit(FRAMES_MAX)
                .map(StackTraceElement::toString)
                .toList();
        String cause = fault.getCause() == null ? "" : ", by " + fault.getCause();
        return fault + cause + " at " + String.join(", ", where);
    }
}
