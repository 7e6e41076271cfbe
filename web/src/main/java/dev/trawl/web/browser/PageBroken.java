package dev.trawl.web.browser;

import java.io.IOException;

/** The browser refused a command about one page, as that page is gone or has hung; others are well. */
final class PageBroken extends IOException {
    private static final long serialVersionUID = 1;

    PageBroken(String message) {
        super(message);
    }
}
