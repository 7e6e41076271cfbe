/** A world of its own for the real engine: one seed, one thread, simulated time, and faults everywhere. */
@NullMarked
package dev.trawl.simulation;

import org.jspecify.annotations.NullMarked;
