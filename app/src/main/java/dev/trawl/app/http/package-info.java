/** The HTTP API of {@code trawl serve}. */
@NullMarked
package dev.trawl.app.http;

import org.jspecify.annotations.NullMarked;
