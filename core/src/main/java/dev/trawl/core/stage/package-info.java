/** The four stages, each an idempotent function of one message: start, list, work, close. */
@NullMarked
package dev.trawl.core.stage;

import org.jspecify.annotations.NullMarked;
