/** Planted: what module core must not do. */
@NullMarked
package dev.trawl.app.architecture.planted.core;

import org.jspecify.annotations.NullMarked;
