/** Many hosts in simulated time: the dispatch and the budgets as they are, over a web and a ledger that are not. */
@NullMarked
package dev.trawl.local.hosts;

import org.jspecify.annotations.NullMarked;
