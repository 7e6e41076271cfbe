package dev.trawl.local.lane;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** What of the C library the JDK has no words for: signals to groups of processes, the size of a page of memory. */
final class Libc {
    /** Asks a process to leave. */
    static final int SIGTERM = 15;

    /** Ends a process, whatever it does. */
    static final int SIGKILL = 9;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle KILL =
            handle("kill", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final long PAGE = page();

    private Libc() {}

    /** Signals a process; one that is gone is left alone. */
    static void kill(int pid, int signal) {
        // 0 and -1 mean this process's own group, and everybody.
        if (pid > 1) {
            call(pid, signal);
        }
    }

    /** Signals a whole group of processes at once, so that none of them can begin another meanwhile (kill(2)). */
    static void killGroup(int group, int signal) {
        if (group > 1) {
            call(-group, signal);
        }
    }

    /** Bytes of a page of memory, in which Linux counts. */
    static long page() {
        return PAGE > 0 ? PAGE : askPage();
    }

    private static long askPage() {
        try {
            return (int) handle("getpagesize", FunctionDescriptor.of(ValueLayout.JAVA_INT))
                    .invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("getpagesize(2) cannot be called", e);
        }
    }

    private static void call(int pid, int signal) {
        try {
            // Its answer says only that there was nobody, or nobody of ours: what is left is looked for again.
            var _ = (int) KILL.invokeExact(pid, signal);
        } catch (Throwable e) {
            throw new IllegalStateException("kill(2) cannot be called", e);
        }
    }

    @SuppressWarnings("restricted") // The launcher and the tests allow native access, as SQLite needs it.
    private static MethodHandle handle(String name, FunctionDescriptor shape) {
        MemorySegment address = LINKER.defaultLookup().findOrThrow(name);
        return LINKER.downcallHandle(address, shape);
    }
}
