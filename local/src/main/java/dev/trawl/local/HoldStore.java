package dev.trawl.local;

import java.time.Instant;
import java.util.Map;

/** Where holds of budgets survive a restart. Safe for any number of threads. */
public interface HoldStore {
    /** The holds as they were last saved. Those that are over may be missing. */
    Map<String, Instant> load();

    /** Keeps a hold in place of the key's last one. Durable on return. */
    void save(String key, Instant until);
}
