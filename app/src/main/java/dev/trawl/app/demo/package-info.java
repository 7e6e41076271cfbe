/** A web of its own on 127.0.0.1 that looks like Reddit and the places its posts link to: to try Trawl without a network. */
@NullMarked
package dev.trawl.app.demo;

import org.jspecify.annotations.NullMarked;
