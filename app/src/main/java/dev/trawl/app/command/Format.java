package dev.trawl.app.command;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How lists are printed. */
enum Format {
    /** Columns for people; what could disturb a terminal is shown escaped. */
    TABLE,
    /** A JSON object a line. */
    JSONL,
    /** RFC 4180, with a head. Values are not changed: those that begin with {@code =} too. */
    CSV,
    /** One JSON array. */
    JSON;

    /** The one that is meant by {@code --json} and {@code --format}; both, where they differ, are a UsageFault. */
    static Format chosen(boolean json, @Nullable Format named) {
        if (json && named != null && named != JSON) {
            String word = named.name().toLowerCase(Locale.ROOT);
            throw new UsageFault(
                    "--json and --format " + word + " are both given; nothing was printed; leave out one of"
                            + " them (--format jsonl prints an object a line)");
        }
        return json ? JSON : named == null ? TABLE : named;
    }
}
