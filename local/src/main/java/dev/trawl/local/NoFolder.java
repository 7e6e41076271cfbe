package dev.trawl.local;

import dev.trawl.core.port.Budgets;
import dev.trawl.core.port.Objects;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;

/** What sources and workers are made over where there is no data folder yet. Nothing can be stored in it. */
final class NoFolder implements Objects, Budgets {
    @Override
    public Draft draft() {
        throw new IllegalStateException("An object was begun before the data folder was opened");
    }

    @Override
    public InputStream read(String key) throws NoSuchFileException {
        throw new NoSuchFileException(ObjectKey.shown(key));
    }

    @Override
    public Instant reserve(String key, Duration spacing) {
        return Instant.MIN;
    }

    @Override
    public void hold(String key, Instant until) {}

    @Override
    public Instant freeAt(String key) {
        return Instant.MIN;
    }

    @Override
    public Lease lease(String key, int places) {
        return () -> {};
    }
}
