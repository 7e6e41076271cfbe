/** Planted: what module web must not do. */
@NullMarked
package dev.trawl.app.architecture.planted.web;

import org.jspecify.annotations.NullMarked;
