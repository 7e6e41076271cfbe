/** The web as sources and workers are given it, through the egress door as it is opened for a process. */
@NullMarked
package dev.trawl.app.network;

import org.jspecify.annotations.NullMarked;
