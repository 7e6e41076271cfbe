package dev.trawl.core;

/** What a column holds; every one may be null. */
public enum ColumnType {
    /** Text. */
    TEXT,
    /** A whole number of 64 bits. */
    INTEGER,
    /** A number with digits after the point, kept as text where every digit counts. */
    NUMBER,
    /** {@code true} or {@code false}. */
    TRUTH,
    /** An instant, ISO 8601 in UTC with {@code Z}. */
    INSTANT,
    /** A JSON array or object. */
    JSON,
    /** Whatever rows bring: text, whole numbers of 64 bits, any other JSON. See {@link TableSpec#open}. */
    ANY
}
