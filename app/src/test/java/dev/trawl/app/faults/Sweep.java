package dev.trawl.app.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** Tries something at the first call, at one some calls later, and so on, until a life ends before it comes that far. */
final class Sweep {
    /** Set to 1 to try every call, in place of the steps that keep the tests short. */
    private static final String STEP = "trawl.faults.step";

    private static final int AT_ONCE = 2;

    private Sweep() {}

    /** A life, or some, in a new folder. */
    @FunctionalInterface
    interface Trial {
        /**
         * Lives it and looks at what came of it.
         *
         * @return whether the call was reached
         */
        boolean at(long call, FaultFolder folder) throws Exception;
    }

    /** The step that is asked for, or this one. */
    static long step(long standard) {
        return Long.getLong(STEP, standard);
    }

    /** At how many calls it was tried. */
    static long of(Path root, long step, Trial trial) throws Exception {
        long by = step(step);
        long tried = 0;
        boolean more = true;
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (long next = 1; more; next += AT_ONCE * by) {
                List<Callable<Boolean>> some = LongStream.iterate(next, call -> call + by)
                        .limit(AT_ONCE)
                        .mapToObj(call -> (Callable<Boolean>) () -> one(root, call, trial))
                        .toList();
                for (Future<Boolean> met : threads.invokeAll(some)) {
                    more &= met.get();
                    tried += met.get() ? 1 : 0;
                }
            }
        }
        return tried;
    }

    private static boolean one(Path root, long call, Trial trial) throws Exception {
        try {
            return trial.at(call, new FaultFolder(root.resolve("call-" + call)));
        } catch (AssertionError | Exception e) {
            throw new AssertionError("At call " + call, e);
        }
    }
}
