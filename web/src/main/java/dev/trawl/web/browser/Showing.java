package dev.trawl.web.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Measure;
import dev.trawl.web.Allowance;
import dev.trawl.web.BodyReader;
import dev.trawl.web.Failures;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.KeptBody;
import dev.trawl.web.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** An open page that is shown: it arrives, comes to rest, the steps are done, it is read. For one thread, once. */
final class Showing<T> {
    /** How long a page that does not hold what is looked for is given to change. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Elements of fewer characters are read without a share of the memory, as small bodies are. */
    private static final int SMALL_CHARACTERS = 128 * 1024;

    /** What elements take in memory on their way, and while rules look into them, as a multiple of their characters. */
    private static final int READ_TIMES = 12;

    /** Bytes of a point of a picture. What a picture takes on its way, packed, is less than all of its points. */
    private static final int POINT_BYTES = 4;

    /** Pictures end there: no browser makes longer ones, and no page that is to be read is as wide. */
    private static final int PICTURE_HEIGHT_MAX = 16_384;

    private static final int PICTURE_WIDTH_MAX = 4_096;

    /** How long a page rests that found no memory. */
    private static final Duration NO_ROOM_REST = Duration.ofSeconds(1);

    private final FetchRequest request;
    private final BodyReader<T> reader;
    private final Optional<RenderedReader<T>> rendered;
    private final Rendering rendering;
    private final Arrival<T> arrival;
    private final Course.Time time;
    private final Allowance memory;

    Showing(Visit.Wish<T> wish, Arrival<T> arrival, Course.Time time, Allowance memory) {
        this.request = wish.request();
        this.reader = wish.reader();
        this.rendered = wish.reader() instanceof RenderedReader<T> more ? Optional.of(more) : Optional.empty();
        this.rendering = wish.rendering();
        this.arrival = arrival;
        this.time = time;
        this.memory = memory;
    }

    /** What a page holds, and its share of the memory. */
    private record Elements(Optional<String> html, Allowance.Share share) implements AutoCloseable {
        @Override
        public void close() {
            share.close();
        }
    }

    /** Shows it. */
    Fetched<T> show(Course course, Tab tab) throws BrowserGone, PageBroken, InterruptedException {
        tab.navigate(arrival.at().toString());
        boolean there = course.until(() -> arrival.document().isPresent() || course.refused(), time.end());
        if (arrival.failure().isPresent()) {
            return arrival.failure().get();
        }
        if (arrival.document().isEmpty()) {
            return there ? untaken(course.refusal().orElse("")) : late();
        }
        if (course.refusal().isPresent() || !arrival.html()) {
            return raw();
        }
        List<PageStep> steps = rendering.steps();
        if (steps.isEmpty() || !(steps.getFirst() instanceof PageStep.WaitFor)) {
            // Else what is waited for says when the page is ready.
            course.rest();
        }
        for (PageStep step : steps) {
            if (arrival.failure().isEmpty()) {
                done(step, course, tab);
            }
        }
        return arrival.failure().isPresent() ? arrival.failure().get() : looked(course);
    }

    private void done(PageStep step, Course course, Tab tab) throws BrowserGone, PageBroken, InterruptedException {
        switch (step) {
            case PageStep.WaitFor(String selector) -> {
                var _ = course.look(Scripts.waited(selector), "element " + selector);
            }
            case PageStep.Click(String selector) -> {
                click(selector, course, tab);
                course.restAgain();
            }
            case PageStep.Scroll(int times) -> {
                boolean further = true;
                for (int n = 0; n < times && further && arrival.failure().isEmpty(); n++) {
                    further =
                            course.look(Scripts.SCROLL, "end of its scrolling").asBoolean(false);
                    course.restAgain();
                }
            }
            case PageStep.Script(String text) -> {
                // One that leaves the page has no end.
                Optional<JsonNode> ended = course.orGone(tab.run(text), "end of its scripts");
                if (ended.isPresent()) {
                    var _ = Tab.value(ended.get());
                }
                course.restAgain();
            }
            case PageStep.Screenshot(String name) -> picture(name, course, tab);
        }
    }

    /** Once: the click itself waits for nothing, so a page that goes elsewhere by it does not keep its answer. */
    private void click(String selector, Course course, Tab tab) throws BrowserGone, PageBroken, InterruptedException {
        boolean clicked = false;
        while (!clicked) {
            var _ = course.look(Scripts.waited(selector), "element " + selector);
            CompletableFuture<JsonNode> click = tab.look(Scripts.click(selector));
            Optional<JsonNode> answer = course.once(click, "end of a click on " + selector);
            clicked = answer.isPresent() && Tab.value(answer.get()).asBoolean(false);
        }
    }

    private void picture(String name, Course course, Tab tab) throws BrowserGone, PageBroken, InterruptedException {
        JsonNode size = course.answer(() -> tab.ask("Page.getLayoutMetrics", Map.of()), "picture of it")
                .path("cssContentSize");
        long width = Math.clamp(size.path("width").asLong(1), 1, PICTURE_WIDTH_MAX);
        long height = Math.clamp(size.path("height").asLong(1), 1, PICTURE_HEIGHT_MAX);
        Map<String, ?> clip = Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1);
        Map<String, ?> whole = Map.of("format", "png", "captureBeyondViewport", true, "clip", clip);
        try (Allowance.Share _ = share(POINT_BYTES * width * height)) {
            byte[] png = course.answer(() -> tab.ask("Page.captureScreenshot", whole), "picture of it")
                    .path("data")
                    .binaryValue();
            rendered.ifPresent(reading -> reading.pictured(name, png));
        }
    }

    /** Reads the page, again where it changes and did not hold enough. */
    private Fetched<T> looked(Course course) throws BrowserGone, PageBroken, InterruptedException {
        // Where scripts have just gone elsewhere, its size is known when all of it has come.
        course.await(() -> arrival.document().isPresent(), "end of its document");
        Instant before = time.end().minus(request.timeout().dividedBy(10));
        Instant patient = time.now().plus(PATIENCE);
        Instant patience = patient.isBefore(before) ? patient : before;
        boolean last = false;
        boolean watched = false;
        while (true) {
            if (watched) {
                course.watch();
            }
            try (Elements elements = elements(course)) {
                if (elements.html().isEmpty()) {
                    return Failures.of(
                            Reason.TOO_BIG, arrival.at().toString(), "elements too large to be read", arrival.status());
                }
                String html = elements.html().get();
                if (last || rendered.isEmpty() || rendered.get().satisfied(arrival.at(), html)) {
                    return arrival.failure().isPresent() ? arrival.failure().get() : read(html);
                }
            }
            if (!watched) {
                // Most pages hold enough at the first look. This one may have changed before it is watched.
                watched = true;
                continue;
            }
            last = !course.until(course::changed, patience);
            if (!last) {
                course.until(course::resting, patience);
            }
            if (arrival.failure().isPresent()) {
                return arrival.failure().get();
            }
        }
    }

    /** What it holds, with a share of the memory where that is much; no text where it is too much. */
    private Elements elements(Course course) throws BrowserGone, PageBroken, InterruptedException {
        Elements elements = elements(course, SMALL_CHARACTERS, () -> {});
        while (elements.html().isEmpty()) {
            int characters = characters(course);
            if (characters > Scripts.CHARACTERS_MAX) {
                break;
            }
            // It may be on its way to more.
            int room = Math.min(characters + characters / 8, Scripts.CHARACTERS_MAX);
            elements = elements(course, room, share((long) READ_TIMES * room));
        }
        return elements;
    }

    private Elements elements(Course course, int charactersMax, Allowance.Share share)
            throws BrowserGone, PageBroken, InterruptedException {
        Optional<String> html = Optional.empty();
        try {
            JsonNode found = course.look(Scripts.content(charactersMax), "elements");
            html = Optional.ofNullable(found.asString(null)).filter(_ -> found.isString());
        } finally {
            if (html.isEmpty()) {
                share.close();
            }
        }
        return new Elements(html, html.isEmpty() ? () -> {} : share);
    }

    private static int characters(Course course) throws BrowserGone, PageBroken, InterruptedException {
        return course.look(Scripts.SIZE, "elements").asInt(0);
    }

    /** A share of the memory; who gets none in its time is tried again later, without an attempt used up. */
    private Allowance.Share share(long bytes) throws PageBroken, InterruptedException {
        Optional<Allowance.Share> share = memory.take(bytes, time.left());
        if (share.isEmpty()) {
            arrival.fail(new Fetched.Held<>(NO_ROOM_REST));
            throw new PageBroken("no memory to be read in");
        }
        return share.get();
    }

    private Fetched<T> read(String html) {
        Map<String, String> said = new HashMap<>(arrival.headers());
        said.put("content-type", "text/html; charset=utf-8");
        return read(said, new ByteArrayInputStream(html.getBytes(UTF_8)));
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
            return read(arrival.headers(), whole.open());
        } catch (IOException e) {
            throw failedHere(e);
        }
    }

    private Fetched<T> read(Map<String, String> said, InputStream body) {
        request.meter().count(Measure.BYTES, arrival.bytes());
        try {
            T read = reader.read(arrival.at(), said, body);
            return new Fetched.Answered<>(arrival.at(), arrival.status().orElseThrow(), said, read);
        } catch (IOException e) {
            throw failedHere(e);
        }
    }

    private UncheckedIOException failedHere(IOException e) {
        return new UncheckedIOException("Keeping what " + arrival.at() + " answered failed here", e);
    }

    /** The browser takes no such answer, or the redirect leads to what it does not go to. */
    private Fetched<T> untaken(String refusal) {
        String found = "an answer that the browser does not take (" + refusal + ")";
        return Failures.of(
                arrival.redirects() ? Reason.BAD_REDIRECT : Reason.BAD_BODY,
                arrival.at().toString(),
                found,
                arrival.status());
    }

    private Fetched<T> late() {
        String found = "no document within " + request.timeout().toMillis() + " ms";
        return Failures.of(Reason.TIMEOUT, arrival.at().toString(), found, Optional.empty());
    }
}
