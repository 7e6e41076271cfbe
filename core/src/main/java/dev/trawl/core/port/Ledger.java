package dev.trawl.core.port;

import dev.trawl.core.Json;
import dev.trawl.core.OpenItem;
import dev.trawl.core.RunId;
import java.util.concurrent.CompletionStage;

/**
 * The durable record of runs, pages and outcomes; the only source of truth. It says what comes next: messages
 * are hints.
 *
 * <p>Every change is one transaction: whole or absent after a crash. A change whose commit failed has an
 * unknown outcome; the ledger then takes no more changes and every call ends in {@link LedgerStopped}. Safe for
 * any number of threads.
 */
public interface Ledger {
    /** Takes a run on. Durable on return. The same cause gives the same run again. */
    Accepted accept(NewRun run);

    /**
     * Commits a page of the listing with the token of the next. The first content of a page wins; a page
     * that is there already changes nothing. Items whose key the run has seen are dropped. Durable on return.
     */
    Listed list(RunId run, long page, PageContent content);

    /**
     * Records how an item ended in an attempt, with its effects, in one commit. Returns at once; the stage
     * completes once the change is durable. A version or an epoch that is not the current one changes nothing.
     */
    CompletionStage<Settled> settle(Settlement settlement);

    /**
     * Keeps the result of a step of an open item, over retries and crashes, until the item ends. Returns at
     * once; in order with the item's settlement. A version that is not the current one keeps nothing.
     */
    void keep(RunId run, OpenItem item, String step, Json result);

    /** Whether a run has an item of this key; what was emitted and is not durable yet may be missed. */
    boolean listed(RunId run, String key);

    /** Does what somebody asks of a run. Durable on return. */
    Turned turn(RunId run, Turn turn);

    /**
     * Open items that should be under way, with a new version each; those handed out already are not handed
     * out again until they are settled.
     */
    Due due(DueQuery query);
}
