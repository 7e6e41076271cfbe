package dev.trawl.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What an operating system means by an error of a file operation. Java has no types for most of them, so the
 * texts of Linux and macOS are looked for; they are not translated, as the JVM asks for them in the C locale's
 * words or the user's, and a text that is not known is {@link #OTHER}.
 */
enum FileTrouble {
    FULL(
            "No space left on device|Disk quota exceeded",
            "no space is left",
            "Nothing more can be stored; what was stored before is safe. Free some space there and start again."),
    READ_ONLY(
            "Read-only file system",
            "the file system is read-only",
            "Nothing can be stored there. Mount it writable, or name another data folder."),
    FORBIDDEN(
            "Permission denied|Operation not permitted",
            "permission denied",
            "This user may not write there. Change the owner or the permissions, or name another data folder."),
    TOO_MANY_OPEN(
            "Too many open files",
            "too many files are open",
            "Nothing was lost. Raise the limit of open files (ulimit -n), or lower concurrency, and start again."),
    BROKEN(
            "Input/output error",
            "the disk reports an error",
            "What it could not write is not counted as stored. Look at the disk and the system's log, then start again."),
    OTHER("(?!)", "", "The data folder cannot be used as it is. Put that right, or name another data folder.");

    private final Pattern texts;
    private final String found;
    private final String meaning;

    FileTrouble(String texts, String found, String meaning) {
        this.texts = Pattern.compile(texts);
        this.found = found;
        this.meaning = meaning;
    }

    static FileTrouble of(IOException error) {
        if (error instanceof AccessDeniedException) {
            return FORBIDDEN;
        }
        String said = reason(error);
        for (FileTrouble trouble : values()) {
            if (trouble.texts.matcher(said).find()) {
                return trouble;
            }
        }
        return OTHER;
    }

    String found(IOException error) {
        String said = reason(error);
        return this != OTHER ? found : said.isBlank() ? error.getClass().getSimpleName() : said;
    }

    /** What follows from it and what to do about it. */
    String meaning() {
        return meaning;
    }

    private static String reason(IOException error) {
        String reason = error instanceof FileSystemException file ? file.getReason() : error.getMessage();
        return Objects.requireNonNullElse(reason, "");
    }
}
