package dev.trawl.app;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What is wrong with a file, in words that go on a sentence. */
public final class FileWords {
    private FileWords() {}

    /** Of what the system said when it was read, written or made. */
    public static String of(IOException found) {
        return switch (found) {
            case NoSuchFileException _ -> "there is no such file or folder";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException file when file.getReason() != null -> said(file.getReason());
            default -> said(found.getMessage() == null ? found.getClass().getSimpleName() : found.getMessage());
        };
    }

    private static String said(String reason) {
        return reason.equals("Is a directory") ? "it is a folder" : reason;
    }
}
