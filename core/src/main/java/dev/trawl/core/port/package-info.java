/** What the stages need from the outside: one interface per reason, our own types only. */
@NullMarked
package dev.trawl.core.port;

import org.jspecify.annotations.NullMarked;
