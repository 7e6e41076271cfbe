/** Planted: what module local must not do. */
@NullMarked
package dev.trawl.app.architecture.planted.local;

import org.jspecify.annotations.NullMarked;
