package dev.trawl.local;

import dev.trawl.local.sqlite.SqliteLedger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Keeps the holds of budget keys in the ledger's file. */
final class LedgerHolds implements HoldStore {
    private final SqliteLedger ledger;
    private final InstantSource clock;

    LedgerHolds(SqliteLedger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public Map<String, Instant> load() {
        return ledger.holds();
    }

    @Override
    public void save(String key, Instant until) {
        ledger.hold(key, until, clock.instant());
    }
}
