package dev.trawl.local;

import java.nio.file.Path;

/**
 * Where what lies in a data folder. Naming a path opens and creates nothing, so other processes read by it while
 * one process holds the folder.
 *
 * @param root the data folder, absolute
 */
public record DataPaths(Path root) {
    public DataPaths {
        root = root.toAbsolutePath().normalize();
    }

    /** The SQLite file of the ledger. */
    public Path ledger() {
        return root.resolve("trawl.db");
    }

    /** Objects by their keys. */
    public Path objects() {
        return root.resolve("objects");
    }

    /** Contents of objects by their SHA-256. */
    public Path content() {
        return root.resolve("content");
    }

    /** Files that inputs were given as, by their SHA-256; made with the first. */
    public Path inputs() {
        return root.resolve("inputs");
    }

    /** What webhooks are signed with where a run brings no secret. */
    public Path webhookKey() {
        return root.resolve("webhook-key");
    }

    /** What is not finished; left over after a crash. */
    public Path temporary() {
        return root.resolve("tmp");
    }

    /** Working folders of worker processes; emptied when the folder is opened. */
    public Path workers() {
        return root.resolve("workers");
    }

    /** Which items are in flight; see {@link InFlightFile}. */
    public Path inFlight() {
        return root.resolve("in-flight");
    }

    /** What the holder of the folder has locked, with its process id in it. */
    public Path lock() {
        return root.resolve("lock");
    }

    /** Where the holder is asked for something, if the path is short enough; see {@link ControlSocket}. */
    public Path controlSocket() {
        return root.resolve("control.sock");
    }
}
