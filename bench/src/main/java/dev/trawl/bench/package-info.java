/** Benchmarks: what the engine costs beside a bare loop in the same run. */
@NullMarked
package dev.trawl.bench;

import org.jspecify.annotations.NullMarked;
