/** The HTTP API, asked from outside. */
@NullMarked
package dev.trawl.app.http;

import org.jspecify.annotations.NullMarked;
