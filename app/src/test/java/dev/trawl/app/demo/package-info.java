/** The demo's web, asked as a run asks it. */
@NullMarked
package dev.trawl.app.demo;

import org.jspecify.annotations.NullMarked;
