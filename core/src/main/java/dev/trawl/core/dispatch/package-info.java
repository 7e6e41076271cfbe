/** What to start next on one machine: pure decisions over events and time, driven from outside. */
@NullMarked
package dev.trawl.core.dispatch;

import org.jspecify.annotations.NullMarked;
