package dev.trawl.web;

import java.io.IOException;

/** A kept connection was gone before anything of an answer came: the request may be sent again. */
final class StaleConnection extends IOException {
    private static final long serialVersionUID = 1L;

    StaleConnection(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
