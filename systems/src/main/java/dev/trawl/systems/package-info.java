/** What one system alone needs: Reddit's listing, imgur's pages. */
@NullMarked
package dev.trawl.systems;

import org.jspecify.annotations.NullMarked;
