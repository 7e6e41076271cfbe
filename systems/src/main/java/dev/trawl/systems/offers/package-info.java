/** The system offers: what products cost, read from their pages. */
@NullMarked
package dev.trawl.systems.offers;

import org.jspecify.annotations.NullMarked;
