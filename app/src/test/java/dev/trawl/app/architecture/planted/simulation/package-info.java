/** Planted: what module simulation must not do. */
@NullMarked
package dev.trawl.app.architecture.planted.simulation;

import org.jspecify.annotations.NullMarked;
