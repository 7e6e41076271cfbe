/** Other people's databases: a source of their rows, and tables that rows are written to. */
@NullMarked
package dev.trawl.jdbc;

import org.jspecify.annotations.NullMarked;
