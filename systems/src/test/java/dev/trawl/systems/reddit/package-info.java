/** Reddit, tested against a made-up web. */
@NullMarked
package dev.trawl.systems.reddit;

import org.jspecify.annotations.NullMarked;
