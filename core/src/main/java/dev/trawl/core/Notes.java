package dev.trawl.core;

/** Tells whoever runs the process what they should know and what is no result. For any number of threads. */
@FunctionalInterface
public interface Notes {
    /** Tells nobody. */
    Notes NONE = _ -> {};

    /** Tells one line. */
    void tell(String line);
}
