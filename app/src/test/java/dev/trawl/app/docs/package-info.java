/** Holds the documents against the program. */
@NullMarked
package dev.trawl.app.docs;

import org.jspecify.annotations.NullMarked;
