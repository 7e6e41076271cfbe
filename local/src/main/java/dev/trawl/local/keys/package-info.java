/** Which keys the open runs have seen: an index in memory and files, derived from the ledger. */
@NullMarked
package dev.trawl.local.keys;

import org.jspecify.annotations.NullMarked;
