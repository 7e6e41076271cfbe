/** The ledger and the tables in one SQLite file: one writer thread, group commit, readers beside it. */
@NullMarked
package dev.trawl.local.sqlite;

import org.jspecify.annotations.NullMarked;
