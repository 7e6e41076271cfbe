package dev.trawl.core;

/** What is counted per item and summed per run. */
public enum Measure {
    /** HTTP requests sent: robots.txt, redirects and retries too. */
    REQUESTS,
    /** How often an address was asked again. */
    RETRIES,
    /** Decoded bytes of the last answer of each address that an item asked for. */
    BYTES,
    /** Bytes of requests as they went over the wire, without what protects them. */
    SENT,
    /** Bytes of answers' bodies as they came over the wire: packed, and as far as they were read. */
    RECEIVED,
    /** Milliseconds that a browser had the item, where its worker could have done without one. */
    BROWSER_MILLISECONDS
}
