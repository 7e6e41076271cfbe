/** A web server on loopback that does what the worst of the web does, and a log of what it was asked. */
@NullMarked
package dev.trawl.testkit.web;

import org.jspecify.annotations.NullMarked;
