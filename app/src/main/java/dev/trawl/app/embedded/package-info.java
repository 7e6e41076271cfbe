/** Trawl in a program of one's own: jobs in Java, run where they are needed. */
@NullMarked
package dev.trawl.app.embedded;

import org.jspecify.annotations.NullMarked;
