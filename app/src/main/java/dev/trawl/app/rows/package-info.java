/** Rows of tables in files: CSV, JSON lines, OPML. */
@NullMarked
package dev.trawl.app.rows;

import org.jspecify.annotations.NullMarked;
