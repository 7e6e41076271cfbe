/** The words of Trawl as types: jobs, items, outcomes, runs. No I/O, no clock, no threads. */
@NullMarked
package dev.trawl.core;

import org.jspecify.annotations.NullMarked;
