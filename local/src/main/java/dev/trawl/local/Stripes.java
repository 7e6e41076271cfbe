package dev.trawl.local;

import java.util.concurrent.locks.ReentrantLock;

/** One lock per key, near enough: a fixed number of locks that keys are spread over by their hash. */
final class Stripes {
    /** Far more than threads that are in a lock at once. A power of two. */
    private static final int COUNT = 256;

    private final ReentrantLock[] locks = new ReentrantLock[COUNT];

    Stripes() {
        for (int n = 0; n < COUNT; n++) {
            locks[n] = new ReentrantLock();
        }
    }

    ReentrantLock of(Object key) {
        int hash = key.hashCode();
        return locks[(hash ^ (hash >>> 16)) & (COUNT - 1)];
    }
}
