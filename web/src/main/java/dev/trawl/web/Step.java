package dev.trawl.web;

/** What one request of a journey came to. */
sealed interface Step<T> {
    /** It is over. */
    record Ended<T>(Fetched<T> result) implements Step<T> {}

    /** The answer sends it elsewhere, as its header says. */
    record Moved<T>(int status, String location) implements Step<T> {}
}
