/** The commands: what people and scripts ask of Trawl, and how it answers. */
@NullMarked
package dev.trawl.app.command;

import org.jspecify.annotations.NullMarked;
