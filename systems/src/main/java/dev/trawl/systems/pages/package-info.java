/** Pages: a row for every page of a list, or of a site by following its links. */
@NullMarked
package dev.trawl.systems.pages;

import org.jspecify.annotations.NullMarked;
