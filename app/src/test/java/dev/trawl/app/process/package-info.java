/** Trawl as real processes: killed, interrupted, controlled from outside, and given nonsense. */
@NullMarked
package dev.trawl.app.process;

import org.jspecify.annotations.NullMarked;
