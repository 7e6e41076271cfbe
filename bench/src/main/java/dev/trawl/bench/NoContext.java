package dev.trawl.bench;

import dev.trawl.core.Measure;
import dev.trawl.core.SourceContext;
import java.time.Duration;

/** Of a source that asks nobody. */
record NoContext() implements SourceContext {
    @Override
    public void count(Measure measure, long amount) {
        // Nobody adds it up.
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(1);
    }

    @Override
    public int perHost() {
        return 1;
    }
}
