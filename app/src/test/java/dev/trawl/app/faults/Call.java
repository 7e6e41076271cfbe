package dev.trawl.app.faults;

import java.nio.ByteBuffer;

/** A call of a child that took effect, or what happened instead. Files are named by their inodes. */
sealed interface Call {
    /** Bytes were written: all of the buffer, from 0 to its limit. */
    record Written(long file, long at, ByteBuffer bytes, String path) implements Call {}

    /** A file was cut, or made longer. */
    record Truncated(long file, long length, String path) implements Call {}

    /** A file or a folder was synced. */
    record Synced(long file, String path) implements Call {}

    /** A sync failed. */
    record Unsynced(long file, String path) implements Call {}

    /** A new file. */
    record Created(long file, String path) implements Call {}

    /** A new folder. */
    record Made(String path) implements Call {}

    /** A file has another name. */
    record Renamed(String from, String to) implements Call {}

    /** A file has one more name. */
    record Linked(String from, String to) implements Call {}

    /** A name is gone, of a file or a folder. */
    record Unlinked(String path) implements Call {}

    /** The child said that something is durable. */
    record Acknowledged(String text) implements Call {}

    /** The plan was carried out. */
    record Injected(String calls, long number, String path) implements Call {}
}
