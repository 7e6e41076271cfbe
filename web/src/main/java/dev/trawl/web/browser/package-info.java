/** The lane {@code browser}: pages rendered by one shared headless Chromium, every request of which passes the egress door. */
@org.jspecify.annotations.NullMarked
package dev.trawl.web.browser;
