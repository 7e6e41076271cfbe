package dev.trawl.core;

/** What is counted per item and summed per run. */
public enum Measure {
    /** HTTP requests sent: robots.txt, redirects and retries too. */
    REQUESTS,
    /** How often an address was asked again. */
    RETRIES,
    /** Decoded bytes of the last answer of each address that an item asked for. */
    BYTES
}
