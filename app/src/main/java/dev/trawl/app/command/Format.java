package dev.trawl.app.command;

/** How lists are printed. */
enum Format {
    /** Columns for people; what could disturb a terminal is shown escaped. */
    TABLE,
    /** A JSON object a line. */
    JSONL,
    /** RFC 4180, with a head. Values are not changed: those that begin with {@code =} too. */
    CSV,
    /** One JSON array. */
    JSON
}
