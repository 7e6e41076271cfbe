package dev.trawl.simulation.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** A process of worlds in which one seed kills it and another hangs it. */
public final class FrailWorlds {
    static final long DEADLY = 5;
    static final long HANGING = 17;
    static final int STATUS = 42;

    private FrailWorlds() {}

    public static void main(String[] arguments) throws IOException {
        try (BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            String line = requests.readLine();
            while (line != null) {
                if (Request.of(Json.parse(line).tree()) instanceof Request.Run run) {
                    for (long seed = run.seeds().first(); seed <= run.seeds().last(); seed++) {
                        world(seed);
                    }
                }
                line = requests.readLine();
            }
        }
    }

    private static void world(long seed) {
        if (seed == DEADLY) {
            System.err.println("It was seed " + seed);
            Runtime.getRuntime().halt(STATUS);
        }
        while (seed == HANGING) {
            LockSupport.park();
        }
        System.out.println(Json.of(new WorldReport(seed, 1, 2, Map.of(), Set.of(), List.of()).json()));
        System.out.flush();
    }
}
