package dev.trawl.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads of which one runs at a time, and only when the world says so: what each does between two rests is one
 * step of the world. The world's thread rests while a fiber runs.
 */
final class Fibers {
    private final Thread world = Thread.currentThread();
    private final List<Fiber> living = new ArrayList<>();
    private volatile @Nullable Fiber running;

    /** Thrown into fibers whose process is no more. Nothing catches it but the world. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("The process is no more", null, false, false);
        }
    }

    /** One of them. */
    final class Fiber {
        private final Thread thread;
        private boolean begun;
        private boolean killed;
        private boolean aside;
        private volatile boolean interrupted;
        private volatile boolean over;

        private Fiber(String name, Runnable deed) {
            thread = Thread.ofVirtual().name(name).unstarted(() -> live(deed));
        }

        private void live(Runnable deed) {
            try {
                deed.run();
            } catch (Killed e) {
                // The world knows.
            } finally {
                over = true;
                back();
            }
        }

        private void back() {
            running = null;
            LockSupport.unpark(world);
        }

        /** Gives the world its turn; returns when this one is resumed. Whether it was interrupted meanwhile. */
        boolean rest() {
            back();
            while (running != this) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            // Between the last look and the turn somebody may have interrupted it.
            interrupted |= Thread.interrupted();
            if (killed) {
                throw new Killed();
            }
            boolean told = interrupted;
            interrupted = false;
            return told;
        }

        /** As {@link #rest}, and nobody is kept from being idle by it meanwhile. */
        boolean restAside() {
            aside = true;
            try {
                return rest();
            } finally {
                aside = false;
            }
        }

        /** Whether it has ended. */
        boolean over() {
            return over;
        }
    }

    /** A fiber that has not begun. */
    Fiber make(String name, Runnable deed) {
        Fiber fiber = new Fiber(name, deed);
        living.add(fiber);
        return fiber;
    }

    /** Lets a fiber run until it rests or ends. On the world's thread. */
    void resume(Fiber fiber) {
        if (fiber.over) {
            return;
        }
        running = fiber;
        if (fiber.begun) {
            LockSupport.unpark(fiber.thread);
        } else {
            fiber.begun = true;
            fiber.thread.start();
        }
        while (running != null) {
            LockSupport.park(this);
        }
        if (fiber.over) {
            living.remove(fiber);
        }
    }

    /** Whether there are none but those that rest aside. */
    boolean none() {
        return living.stream().allMatch(fiber -> fiber.aside);
    }

    /** Whether it is the world's turn, and no fiber's. */
    boolean outside() {
        return running == null;
    }

    /** The fiber that runs. */
    Fiber current() {
        Fiber current = running;
        if (current == null || !current.thread.equals(Thread.currentThread())) {
            throw new IllegalStateException("Only what a fiber does may rest");
        }
        return current;
    }

    /** Ends all of them where they rest; those that have not begun never do. */
    void kill() {
        for (Fiber fiber : List.copyOf(living)) {
            if (fiber.begun && !fiber.over) {
                fiber.killed = true;
                resume(fiber);
            }
        }
        living.clear();
    }
}
