/** Job files, commands, the demo. */
@NullMarked
package dev.trawl.app;

import org.jspecify.annotations.NullMarked;
