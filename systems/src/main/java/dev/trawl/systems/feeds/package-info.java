/** Feeds: reading RSS, Atom, CDF and JSON Feed, however they are written. */
@NullMarked
package dev.trawl.systems.feeds;

import org.jspecify.annotations.NullMarked;
