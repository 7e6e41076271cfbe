package dev.trawl.app.command;

import dev.trawl.core.port.Records;
import dev.trawl.core.port.Tables;

/** What lies in a data folder, for reading. */
public interface Archive extends AutoCloseable {
    /** Runs, dead items and objects. */
    Records records();

    /** Rows. */
    Tables tables();

    @Override
    void close();
}
