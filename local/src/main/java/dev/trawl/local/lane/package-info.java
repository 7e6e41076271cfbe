/** The lane {@code process}: workers that are commands, in processes of their own, capped, watched and ended with all that they started. */
@org.jspecify.annotations.NullMarked
package dev.trawl.local.lane;
