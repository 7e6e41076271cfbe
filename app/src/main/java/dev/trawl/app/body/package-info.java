/** Bodies as callers post them, read into the items of a run. */
@NullMarked
package dev.trawl.app.body;

import org.jspecify.annotations.NullMarked;
