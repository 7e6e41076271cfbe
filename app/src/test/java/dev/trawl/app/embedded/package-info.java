@NullMarked
package dev.trawl.app.embedded;

import org.jspecify.annotations.NullMarked;
