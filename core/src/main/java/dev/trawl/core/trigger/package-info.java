/** When runs start without anybody asking: schedules, and conditions over the summary of a run that ended. */
@NullMarked
package dev.trawl.core.trigger;

import org.jspecify.annotations.NullMarked;
