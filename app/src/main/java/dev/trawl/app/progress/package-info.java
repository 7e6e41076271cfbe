/** Progress of a run on one line: how far it is, how fast, and what holds it up. */
@NullMarked
package dev.trawl.app.progress;

import org.jspecify.annotations.NullMarked;
