package dev.trawl.core.port;

import dev.trawl.core.RunView;

/**
 * A page is in the ledger.
 *
 * @param run as it is now
 * @param added how many items were new
 */
public record Listed(RunView run, int added) {}
