/** Demonstrations: each fills a web on 127.0.0.1, and says what is run over it and what must come out. To try Trawl without a network. */
@NullMarked
package dev.trawl.app.demo;

import org.jspecify.annotations.NullMarked;
