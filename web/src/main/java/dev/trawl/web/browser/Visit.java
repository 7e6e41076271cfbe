package dev.trawl.web.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Failure;
import dev.trawl.core.Measure;
import dev.trawl.web.BodyReader;
import dev.trawl.web.Failures;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.KeptBody;
import dev.trawl.web.Reason;
import dev.trawl.web.Relay.Passed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One visit of a page: its document is asked for, its redirects are judged, it comes to rest, the steps are done, it is
 * read. What happens comes in one queue, so all is decided by one thread, once.
 */
final class Visit<T> {
    /** A page is at rest when it is loaded and has asked for nothing for so long. */
    private static final Duration QUIET = Duration.ofMillis(500);

    /** How long a page that does not hold what is looked for is given to change. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Browser browser;
    private final FetchRequest request;
    private final BodyReader<T> reader;
    private final Optional<RenderedReader<T>> rendered;
    private final Rendering rendering;
    private final InstantSource clock;
    private final Instant end;
    private final Arrival<T> arrival;
    private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();
    private final Set<String> loaded = new HashSet<>();
    private String loader = "";
    private Optional<String> refusal = Optional.empty();
    private int underWay;
    private Instant quietSince;
    private boolean changed;

    Visit(Browser browser, FetchRequest request, BodyReader<T> reader, Rendering rendering, InstantSource clock) {
        this.browser = browser;
        this.request = request;
        this.reader = reader;
        this.rendered = reader instanceof RenderedReader<T> more ? Optional.of(more) : Optional.empty();
        this.rendering = rendering;
        this.clock = clock;
        this.arrival = new Arrival<>(request, reader, clock);
        this.quietSince = clock.instant();
        this.end = quietSince.plus(request.timeout());
    }

    /**
     * Makes it.
     *
     * @throws BrowserGone where the browser died, of whatever page
     */
    Fetched<T> make(BrowserDoor door) throws BrowserGone, InterruptedException {
        Passage.Limits limits = new Passage.Limits(
                end,
                request.perHost(),
                request.bodyBytesMax(),
                request.meter(),
                !rendering.blocked().contains("Image"));
        try (Passage passage = door.let(limits, happenings::add)) {
            Tab.Setting setting = new Tab.Setting(passage.credentials(), rendering, happenings::add);
            Tab tab = opened(setting);
            try {
                return visited(passage, tab);
            } finally {
                if (!tab.close()) {
                    // It has hung: whatever is open in it is tried again elsewhere.
                    browser.close();
                }
            }
        } catch (PageBroken e) {
            return broken(e);
        } finally {
            dropAll();
        }
    }

    private Tab opened(Tab.Setting setting) throws BrowserGone, PageBroken, InterruptedException {
        try {
            return Tab.open(browser.devtools(), setting, left());
        } catch (PageBroken e) {
            browser.endIfHung();
            throw e;
        }
    }

    private void dropAll() {
        arrival.drop();
        for (Happening left = happenings.poll(); left != null; left = happenings.poll()) {
            if (left instanceof Happening.Over(int _, Passed _, Optional<KeptBody> body)) {
                body.ifPresent(Arrival::close);
            }
        }
    }

    private Fetched<T> visited(Passage passage, Tab tab) throws BrowserGone, PageBroken, InterruptedException {
        tab.navigate(arrival.at().toString());
        boolean there = until(passage, tab, () -> arrival.document().isPresent() || refused(), end);
        if (arrival.failure().isPresent()) {
            return arrival.failure().get();
        }
        if (arrival.document().isEmpty()) {
            return there ? untaken() : late();
        }
        if (refusal.isPresent() || !arrival.html()) {
            return raw();
        }
        Instant latest = clock.instant().plus(left().dividedBy(2));
        until(passage, tab, this::resting, latest);
        for (PageStep step : rendering.steps()) {
            if (arrival.failure().isEmpty()) {
                step(passage, tab, step);
            }
        }
        return arrival.failure().isPresent() ? arrival.failure().get() : looked(passage, tab);
    }

    /** Reads the page, again where it changes and did not hold enough. */
    private Fetched<T> looked(Passage passage, Tab tab) throws BrowserGone, PageBroken, InterruptedException {
        Instant patience = earlier(
                clock.instant().plus(PATIENCE), end.minus(request.timeout().dividedBy(10)));
        while (true) {
            changed = false;
            if (rendered.isPresent()) {
                tab.watch();
            }
            Optional<String> html = content(tab);
            if (html.isEmpty()) {
                return Failures.of(
                        Reason.TOO_BIG, arrival.at().toString(), "elements too large to be read", arrival.status());
            }
            boolean enough = rendered.isEmpty() || rendered.get().satisfied(arrival.at(), html.get());
            if (enough || !until(passage, tab, () -> changed, patience)) {
                return arrival.failure().isPresent() ? arrival.failure().get() : read(html.get());
            }
            until(passage, tab, this::resting, patience);
            if (arrival.failure().isPresent()) {
                return arrival.failure().get();
            }
        }
    }

    private Optional<String> content(Tab tab) throws BrowserGone, PageBroken, InterruptedException {
        return Optional.ofNullable(tab.look(Scripts.CONTENT, left()).asString(null));
    }

    private void step(Passage passage, Tab tab, PageStep step) throws BrowserGone, PageBroken, InterruptedException {
        switch (step) {
            case PageStep.WaitFor(String selector) -> {
                var _ = tab.look(Scripts.waited(selector), left());
            }
            case PageStep.Click(String selector) -> {
                var _ = tab.look(Scripts.waited(selector), left());
                var _ = tab.look(Scripts.click(selector), left());
                restAgain(passage, tab);
            }
            case PageStep.Scroll(int times) -> {
                boolean further = true;
                for (int n = 0; n < times && further && arrival.failure().isEmpty(); n++) {
                    further = tab.look(Scripts.SCROLL, left()).asBoolean(false);
                    restAgain(passage, tab);
                }
            }
            case PageStep.Script(String text) -> {
                var _ = tab.run(text, left());
                restAgain(passage, tab);
            }
            case PageStep.Screenshot(String name) -> {
                byte[] png = tab.call(
                                "Page.captureScreenshot",
                                Map.of("format", "png", "captureBeyondViewport", true),
                                left())
                        .path("data")
                        .binaryValue();
                rendered.ifPresent(reading -> reading.pictured(name, png));
            }
        }
    }

    private void restAgain(Passage passage, Tab tab) throws BrowserGone, InterruptedException {
        quietSince = clock.instant();
        until(passage, tab, this::resting, clock.instant().plus(left().dividedBy(2)));
    }

    /** Takes what happens until something is so; whether it is by then. What ends the visit ends the waiting, too. */
    private boolean until(Passage passage, Tab tab, BooleanSupplier so, Instant latest)
            throws BrowserGone, InterruptedException {
        while (true) {
            Instant now = clock.instant();
            if (arrival.failure().isPresent() || so.getAsBoolean()) {
                return true;
            }
            if (!now.isBefore(latest)) {
                return false;
            }
            Instant quiet = quietSince.plus(QUIET);
            Instant next = underWay == 0 && quiet.isAfter(now) ? earlier(quiet, latest) : latest;
            Happening happened = happenings.poll(Duration.between(now, next).toNanos(), TimeUnit.NANOSECONDS);
            if (happened != null) {
                take(passage, tab, happened);
            }
        }
    }

    private void take(Passage passage, Tab tab, Happening happened) throws BrowserGone, InterruptedException {
        switch (happened) {
            case Happening.Wanted wanted -> wanted(passage, tab, wanted);
            case Happening.Begun begun -> arrival.take(begun);
            case Happening.Over over -> arrival.take(over);
            case Happening.Shown(String shown) -> loader = shown;
            case Happening.Loaded(String one) -> {
                loaded.add(one);
                quietSince = clock.instant();
            }
            case Happening.Traffic(int now) -> {
                underWay = now;
                quietSince = clock.instant();
            }
            case Happening.Taken(Optional<String> refused) -> {
                refusal = refused;
                quietSince = clock.instant();
            }
            case Happening.Changed() -> {
                changed = true;
                quietSince = clock.instant();
            }
            case Happening.Crashed() -> arrival.fail(worker("worker-crash", "the page's process ended"));
            case Happening.Gone() -> throw new BrowserGone("The browser died while it showed " + arrival.at());
        }
    }

    private boolean resting() {
        boolean quiet = underWay == 0 && !clock.instant().isBefore(quietSince.plus(QUIET));
        return quiet && arrival.document().isPresent() && loaded.contains(loader);
    }

    /** Whether the browser did not take the address, and nothing more comes of it. */
    private boolean refused() {
        return refusal.isPresent() && underWay == 0 && !clock.instant().isBefore(quietSince.plus(QUIET));
    }

    private void wanted(Passage passage, Tab tab, Happening.Wanted wanted) throws InterruptedException {
        if (arrival.goesOn(passage, wanted.url())) {
            loader = "";
            tab.go(wanted.request());
        } else {
            tab.refuse(wanted.request());
        }
    }

    private Fetched<T> read(String html) {
        Map<String, String> said = new HashMap<>(arrival.headers());
        said.put("content-type", "text/html; charset=utf-8");
        return read(said, html.getBytes(UTF_8));
    }

    private Fetched<T> raw() {
        try {
            KeptBody whole = arrival.document().orElseThrow();
            if (whole.kept() < whole.bytes()) {
                return Failures.of(
                        Reason.TOO_BIG,
                        arrival.at().toString(),
                        whole.bytes() + " bytes of what is no HTML, more than are kept for a browser",
                        arrival.status());
            }
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            whole.copyTo(body);
            return read(arrival.headers(), body.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("Keeping what " + arrival.at() + " answered failed here", e);
        }
    }

    private Fetched<T> read(Map<String, String> said, byte[] body) {
        request.meter().count(Measure.BYTES, arrival.bytes());
        try {
            T read = reader.read(arrival.at(), said, new ByteArrayInputStream(body));
            return new Fetched.Answered<>(arrival.at(), arrival.status().orElseThrow(), said, read);
        } catch (IOException e) {
            throw new UncheckedIOException("Keeping what " + arrival.at() + " answered failed here", e);
        }
    }

    /** The browser takes no such answer, or the redirect leads to what it does not go to. */
    private Fetched<T> untaken() {
        boolean redirect = arrival.redirects();
        String found = "an answer that the browser does not take (" + refusal.orElse("") + ")";
        return Failures.of(
                redirect ? Reason.BAD_REDIRECT : Reason.BAD_BODY, arrival.at().toString(), found, arrival.status());
    }

    private Fetched<T> late() {
        String found = "no document within " + request.timeout().toMillis() + " ms";
        return Failures.of(Reason.TIMEOUT, arrival.at().toString(), found, Optional.empty());
    }

    private Fetched<T> broken(PageBroken e) {
        if (arrival.failure().isPresent()) {
            return arrival.failure().get();
        }
        return clock.instant().isBefore(end)
                ? worker("worker-crash", e.getMessage() == null ? "" : e.getMessage())
                : worker(
                        "worker-timeout",
                        "no end of its scripts within " + request.timeout().toMillis() + " ms");
    }

    private Fetched<T> worker(String reason, String found) {
        Failure why = new Failure(
                reason,
                "Showing " + arrival.at() + " in a browser found " + found
                        + "; this try is lost; look at the page in a browser");
        return new Fetched.Failed<>(why, arrival.status(), "", true, Duration.ZERO);
    }

    private Duration left() {
        Duration left = Duration.between(clock.instant(), end);
        return left.isPositive() ? left : Duration.ofMillis(1);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
