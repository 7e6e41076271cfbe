/** What the system batch needs: a worker that stores each item, and one that posts each item to a service. */
@NullMarked
package dev.trawl.systems.batch;

import org.jspecify.annotations.NullMarked;
