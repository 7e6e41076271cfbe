package dev.trawl.systems.pages;

import dev.trawl.core.Got;
import dev.trawl.core.RunId;
import dev.trawl.core.Services;
import dev.trawl.core.port.Companions;
import dev.trawl.core.port.RunLog;
import dev.trawl.web.Fetcher;
import dev.trawl.web.WebAddress;
import dev.trawl.web.browser.Browsers;
import dev.trawl.web.browser.Rendering;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Where the pages of a run are read: over plain HTTP, in a browser, or over HTTP first and in a browser where
 * that finds nothing. A host at which only a browser found something is read there at once from then on, as long as the
 * process works the run. For any number of threads.
 */
public final class Lanes {
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
    public enum Choice {
        AUTO,
        INLINE,
        BROWSER
    }

    /** Where a page is read. */
    public enum Lane {
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
    public Lanes(Choice choice, Fetcher plain, Optional<Fetcher> browser, String missing, RunLog log) {
        this.choice = choice;
        this.plain = plain;
        this.browser = browser;
        this.missing = missing;
        this.log = log;
    }

    /** Pages that are read over plain HTTP, and nowhere else. */
    public static Lanes inline(Fetcher plain) {
        return new Lanes(Choice.INLINE, plain, Optional.empty(), "none is wanted", RunLog.NONE);
    }

    /**
     * Those that a job's setting {@code lane} asks for.
     *
     * @param worker that has the setting, for whoever reads what is wrong with it
     * @param word {@code auto}, {@code inline} or {@code browser}
     * @throws IllegalArgumentException where it is none of these, or there is no browser for the last
     */
    public static Lanes of(String worker, String word, Rendering rendering, Services services) {
        Choice choice = Stream.of(Choice.values())
                .filter(each -> each.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "worker " + worker + ": lane takes auto, inline or browser" + Got.of(word)));
        Optional<Browsers> browsers = services.find(Browsers.class).filter(_ -> choice != Choice.INLINE);
        if (choice == Choice.BROWSER) {
            var _ = browsers.orElseThrow(() -> new IllegalArgumentException("lane: browser has no place here"))
                    .program()
                    .require();
        }
        return new Lanes(
                choice,
                services.get(Fetcher.class),
                browsers.filter(there -> there.program().find().isPresent())
                        .map(there -> there.fetcher(services.find(Companions.class), rendering)),
                browsers.map(there -> there.program().missing()).orElse("there is none here"),
                services.find(RunLog.class).orElse(RunLog.NONE));
    }

    /** Where pages are read first. */
    public Lane first() {
        return choice == Choice.BROWSER ? Lane.BROWSER : Lane.INLINE;
    }

    /** Where a page is read first. */
    public Lane first(WebAddress page) {
        return rendered.contains(page.hostName()) || waiting.remove(page) ? Lane.BROWSER : first();
    }

    /** A page found no place there now: it comes again, and is to ask its host for no other. */
    public void waits(Lane lane, WebAddress page) {
        if (choice == Choice.AUTO && lane == Lane.BROWSER && waiting.size() < WAITING_MAX) {
            waiting.add(page);
        }
    }

    /** Who fetches there. */
    public Fetcher fetcher(Lane lane) {
        return lane == Lane.INLINE ? plain : browser.orElseThrow();
    }

    /** Whether a page that held nothing may hold something in a browser. */
    public boolean goesOn(Lane lane, RunId run) {
        boolean wanted = choice == Choice.AUTO && lane == Lane.INLINE;
        if (wanted && browser.isEmpty() && said.compareAndSet(false, true)) {
            log.say(run, "a page held nothing over plain HTTP, and was not looked at in a browser: " + missing);
        }
        return wanted && browser.isPresent();
    }

    /** Something was found in a browser. */
    public void found(Lane lane, String host) {
        if (choice == Choice.AUTO && lane == Lane.BROWSER) {
            rendered.add(host);
        }
    }
}
