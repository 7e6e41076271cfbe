package dev.trawl.web;

import java.io.IOException;

/** A body is larger than the request allows. */
final class TooBig extends IOException {
    private static final long serialVersionUID = 1L;

    TooBig(String what, long bytesMax) {
        super(what + " of more than " + bytesMax + " bytes");
    }
}
