package dev.trawl.local;

import dev.trawl.core.EnvironmentFault;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/** What was opened and is to be given back, the last one first. For one thread at a time. */
final class Opened implements AutoCloseable {
    private final Deque<AutoCloseable> stack = new ArrayDeque<>();

    <T extends AutoCloseable> T keep(T resource) {
        stack.push(resource);
        return resource;
    }

    /** Keeps those of some things that can be given back. */
    void keepAll(Collection<?> things) {
        things.stream()
                .filter(AutoCloseable.class::isInstance)
                .map(AutoCloseable.class::cast)
                .forEach(this::keep);
    }

    /** Gives all of it back, and adds what goes wrong to why that is done. */
    void close(Exception why) {
        while (!stack.isEmpty()) {
            try {
                stack.pop().close();
            } catch (Exception e) {
                why.addSuppressed(e);
            }
        }
    }

    /** Gives all of it back. */
    @Override
    public void close() {
        IllegalStateException trouble = new IllegalStateException("Not everything could be given back");
        close(trouble);
        if (trouble.getSuppressed().length > 0) {
            // What the machine does not allow is no fault of Trawl's own.
            throw trouble.getSuppressed()[0] instanceof EnvironmentFault fault ? fault : trouble;
        }
    }
}
