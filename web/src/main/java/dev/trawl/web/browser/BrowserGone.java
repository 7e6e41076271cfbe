package dev.trawl.web.browser;

import java.io.IOException;

/** The browser died, or answers nothing any more. */
final class BrowserGone extends IOException {
    private static final long serialVersionUID = 1;

    BrowserGone(String message) {
        super(message);
    }
}
