/** One machine: SQLite ledger, files, dispatcher. */
@NullMarked
package dev.trawl.local;

import org.jspecify.annotations.NullMarked;
