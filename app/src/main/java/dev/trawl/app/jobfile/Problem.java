package dev.trawl.app.jobfile;

/**
 * Something to say about a job file.
 *
 * @param message what was found, what is allowed, and what was probably meant
 */
public record Problem(Place at, Weight weight, String message) {
    /** How bad it is. */
    public enum Weight {
        /** The file makes no job. */
        ERROR,
        /** The file makes a job, but not all of it takes effect in this version. */
        NOTE
    }

    /** An error. */
    public static Problem error(Place at, String message) {
        return new Problem(at, Weight.ERROR, message);
    }

    /** A note. */
    public static Problem note(Place at, String message) {
        return new Problem(at, Weight.NOTE, message);
    }

    /** As one line: {@code jobs/x.yaml:4:3: what was found; what is allowed}. */
    public String in(String file) {
        return file + ":" + at + ": " + (weight == Weight.NOTE ? "note: " : "") + message;
    }
}
