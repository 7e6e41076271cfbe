package dev.trawl.core;

import java.util.Locale;

/** Where a run is. */
public enum RunState {
    /** Its source has more. */
    LISTING,
    /** Everything is listed, some of it has not ended. */
    WORKING,
    /** Everything has ended, or the run was cancelled or failed early; the summary is to be written. */
    CLOSING,
    /** Somebody asked it to wait. */
    PAUSED,
    /** Closed: the listing reached its end and no more items died than the job bears. */
    SUCCEEDED,
    /** Closed: the listing failed, or more items died than the job bears. */
    FAILED,
    /** Closed: somebody cancelled it. */
    CANCELLED;

    /** Whether its summary is written. */
    public boolean closed() {
        return switch (this) {
            case SUCCEEDED, FAILED, CANCELLED -> true;
            case LISTING, WORKING, CLOSING, PAUSED -> false;
        };
    }

    /** As documents name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@link #word()}. */
    public static RunState ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
