/** Job files: read from YAML with every problem named by line and column, and made into jobs. */
@NullMarked
package dev.trawl.app.jobfile;

import org.jspecify.annotations.NullMarked;
