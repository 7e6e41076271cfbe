package dev.trawl.systems.offers;

import dev.trawl.core.RunId;
import dev.trawl.core.port.RunLog;
import dev.trawl.web.Fetcher;
import dev.trawl.web.WebAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where the products' pages of a run are read: over plain HTTP, in a browser, or over HTTP first and in a browser where
 * that finds nothing. A host at which only a browser found something is read there at once from then on, as long as the
 * process works the run. For any number of threads.
 */
final class Lanes {
    /** Pages that are remembered as waiting for the browser; of more the plain page is asked for again. */
    private static final int WAITING_MAX = 10_000;

    private final Choice choice;
    private final Fetcher plain;
    private final Optional<Fetcher> browser;
    private final String missing;
    private final RunLog log;
    private final Set<String> rendered = ConcurrentHashMap.newKeySet();
    private final Set<WebAddress> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean said = new AtomicBoolean();

    /** What a job says. */
    enum Choice {
        AUTO,
        INLINE,
        BROWSER
    }

    /** Where a page is read. */
    enum Lane {
        INLINE,
        BROWSER;

        /** As the column has it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Those of one run.
     *
     * @param browser empty where there is none, or none is wanted
     * @param missing what is said where one is wanted and there is none
     */
    Lanes(Choice choice, Fetcher plain, Optional<Fetcher> browser, String missing, RunLog log) {
        this.choice = choice;
        this.plain = plain;
        this.browser = browser;
        this.missing = missing;
        this.log = log;
    }

    /** Where pages are read first. */
    Lane first() {
        return choice == Choice.BROWSER ? Lane.BROWSER : Lane.INLINE;
    }

    /** Where a page is read first. */
    Lane first(WebAddress page) {
        return rendered.contains(page.hostName()) || waiting.remove(page) ? Lane.BROWSER : first();
    }

    /** A page found no place there now: it comes again, and is to ask its host for no other. */
    void waits(Lane lane, WebAddress page) {
        if (choice == Choice.AUTO && lane == Lane.BROWSER && waiting.size() < WAITING_MAX) {
            waiting.add(page);
        }
    }

    /** Who fetches there. */
    Fetcher fetcher(Lane lane) {
        return lane == Lane.INLINE ? plain : browser.orElseThrow();
    }

    /** Whether a page that held nothing may hold something in a browser. */
    boolean goesOn(Lane lane, RunId run) {
        boolean wanted = choice == Choice.AUTO && lane == Lane.INLINE;
        if (wanted && browser.isEmpty() && said.compareAndSet(false, true)) {
            log.say(run, "a page held nothing over plain HTTP, and was not looked at in a browser: " + missing);
        }
        return wanted && browser.isPresent();
    }

    /** Something was found in a browser. */
    void found(Lane lane, String host) {
        if (choice == Choice.AUTO && lane == Lane.BROWSER) {
            rendered.add(host);
        }
    }
}
