/** Extraction: rules of a job file that take values out of a page. */
@NullMarked
package dev.trawl.systems.extract;

import org.jspecify.annotations.NullMarked;
