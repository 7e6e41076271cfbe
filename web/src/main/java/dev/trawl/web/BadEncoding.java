package dev.trawl.web;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A body is not what its content encoding says. */
final class BadEncoding extends IOException {
    private static final long serialVersionUID = 1L;

    BadEncoding(String found, @Nullable Throwable cause) {
        super(found, cause);
    }
}
