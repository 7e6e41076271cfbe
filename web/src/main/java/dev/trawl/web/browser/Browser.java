package dev.trawl.web.browser;

import dev.trawl.core.Failure;
import dev.trawl.core.port.Companions;
import dev.trawl.core.port.Companions.Companion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One browser: a process of Chromium with all that it starts, and the pages that are open in it. For any number of threads. */
final class Browser implements AutoCloseable {
    /** How long it is given to begin. */
    private static final Duration BEGIN_MAX = Duration.ofSeconds(30);

    /** One that does not say its version within this has hung. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    /**
     * The browser speaks over its descriptors 3 and 4, which become the pipes that the shell was given. Root has no sandbox
     * to make; nobody else is to go without. Its temporary folder is named from where it stands, as the path of a socket in it
     * may have 107 bytes (unix(7)).
     */
    private static final String SHELL = """
            [ "$(id -u)" = 0 ] && set -- "$@" --no-sandbox
            program=$1
            shift
            export TMPDIR=.
            exec "$program" --user-data-dir="$PWD/profile" "$@" 3<&0 4>&1 </dev/null 1>&2
            """;

    /** Quiet, small, alone, and with no way out but the door: it can look up no name and send no datagram. */
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--remote-debugging-pipe",
            "--no-first-run",
            "--no-default-browser-check",
            "--no-pings",
            "--mute-audio",
            "--hide-scrollbars",
            "--password-store=basic",
            "--use-mock-keychain",
            "--block-new-web-contents",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-background-timer-throttling",
            "--disable-backgrounding-occluded-windows",
            "--disable-renderer-backgrounding",
            "--disable-breakpad",
            "--disable-client-side-phishing-detection",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-domain-reliability",
            "--disable-extensions",
            "--disable-hang-monitor",
            "--disable-site-isolation-trials",
            "--disable-sync",
            "--disable-features=IsolateOrigins,site-per-process,Translate,MediaRouter,OptimizationHints,"
                    + "InterestFeedContentSuggestions,SpareRendererForSitePerProcess",
            "--js-flags=--max-old-space-size=512",
            "--dns-prefetch-disable",
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
            "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
            "--webrtc-ip-handling-policy=disable_non_proxied_udp",
            "--proxy-bypass-list=<-loopback>");

    private final Companion process;
    private final Devtools devtools;
    private volatile boolean ended;
    private int begun;
    private int open;
    private Instant used = Instant.MIN;
    private boolean retired;

    private Browser(Companion process) {
        this.process = process;
        this.devtools = new Devtools(process);
    }

    /**
     * Begins one.
     *
     * @param memoryBytes that it may have, with all that it starts
     * @return empty where the machine had no memory to spare by then
     * @throws IOException where it does not begin; the message says why
     */
    static Optional<Browser> begin(
            Path program, BrowserDoor door, Companions companions, long memoryBytes, Instant until)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SHELL, "sh", program.toString()));
        command.addAll(FLAGS);
        command.add("--proxy-server=http://127.0.0.1:" + door.port());
        command.add("--ignore-certificate-errors-spki-list=" + door.pin());
        Optional<Companion> process = companions.begin(new Companions.Program(command, memoryBytes), until);
        if (process.isEmpty()) {
            return Optional.empty();
        }
        Browser browser = new Browser(process.get());
        boolean ready = false;
        try {
            browser.devtools.open();
            ready = browser.answers(BEGIN_MAX);
            return Optional.of(browser);
        } catch (BrowserGone | PageBroken e) {
            throw new IOException(
                    "Beginning " + program + " failed: " + browser.lastWords().orElse("it ended without a word"), e);
        } finally {
            if (!ready) {
                // Nobody else knows of it.
                browser.close();
            }
        }
    }

    private boolean answers(Duration within) throws BrowserGone, PageBroken, InterruptedException {
        var _ = devtools.call("", "Browser.getVersion", Map.of(), within);
        return true;
    }

    /** Ends it where it answers nobody: whatever is open in it is tried again elsewhere. */
    void endIfHung() throws BrowserGone, InterruptedException {
        try {
            var _ = answers(ANSWER_MAX);
        } catch (PageBroken e) {
            close();
        }
    }

    Devtools devtools() {
        return devtools;
    }

    /** A page is opened; false where it is dead. */
    synchronized boolean enter() {
        if (ended || devtools.gone().isDone()) {
            return false;
        }
        begun++;
        open++;
        return true;
    }

    /** A page was closed. */
    void leave(Instant now) {
        boolean last;
        synchronized (this) {
            open--;
            used = now;
            last = retired && open == 0;
        }
        if (last) {
            close();
        }
    }

    /** Pages that it was begun for. */
    synchronized int pages() {
        return begun;
    }

    /** How long nobody has needed it; zero where pages are open. */
    synchronized Duration idle(Instant now) {
        return open > 0 ? Duration.ZERO : Duration.between(used, now);
    }

    /** No page is opened any more; it ends with the last of those that are. */
    void retire() {
        boolean last;
        synchronized (this) {
            retired = true;
            last = open == 0;
        }
        if (last) {
            close();
        }
    }

    /** Why it died. */
    Failure fault() {
        return process.fault()
                .orElseGet(() -> new Failure(
                        "worker-crash",
                        "The browser ended while it showed the page"
                                + lastWords()
                                        .map(words -> "; its last words: " + words)
                                        .orElse("")));
    }

    private Optional<String> lastWords() {
        return process.lastWords();
    }

    /** Ends it, whatever it does. */
    @Override
    public void close() {
        ended = true;
        process.end();
    }
}
