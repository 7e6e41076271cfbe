/** One contract suite per port, hostile servers, fakes. */
@NullMarked
package dev.trawl.testkit;

import org.jspecify.annotations.NullMarked;
