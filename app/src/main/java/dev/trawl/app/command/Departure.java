package dev.trawl.app.command;

import java.util.function.IntSupplier;

/** Tells commands that the process is asked to leave: Ctrl-C, SIGTERM. */
@FunctionalInterface
public interface Departure {
    /**
     * Does something when the process is asked to leave, until what is returned is closed.
     *
     * @param farewell runs on another thread; the process is gone once it returns, with the status that it returns
     */
    Watch watch(IntSupplier farewell);

    /** Ends the watching. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** That of this process. */
    static Departure ofProcess() {
        return farewell -> {
            Thread hook = new Thread(() -> Runtime.getRuntime().halt(farewell.getAsInt()), "farewell");
            Runtime.getRuntime().addShutdownHook(hook);
            return () -> {
                try {
                    Runtime.getRuntime().removeShutdownHook(hook);
                } catch (IllegalStateException leaving) {
                    // The farewell is under way and ends the process.
                }
            };
        };
    }
}
