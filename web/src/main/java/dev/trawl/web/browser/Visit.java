package dev.trawl.web.browser;

import dev.trawl.core.Measure;
import dev.trawl.web.BodyReader;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One visit of a page: a tab is opened for it, with a passage through the door, and both are closed again. What happens comes
 * in one queue, so all is decided by one thread, once.
 */
final class Visit<T> {
    private final Browser browser;
    private final Wish<T> wish;
    private final Room room;
    private final Course.Time time;
    private final Arrival<T> arrival;
    private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();

    Visit(Browser browser, Wish<T> wish, Room room, InstantSource clock) {
        this.browser = browser;
        this.wish = wish;
        this.room = room;
        this.time = new Course.Time(clock, clock.instant().plus(wish.request().timeout()));
        this.arrival = new Arrival<>(wish.request(), wish.reader(), clock);
    }

    /** Which page is wanted, how it is rendered, and who reads it. */
    record Wish<T>(FetchRequest request, BodyReader<T> reader, Rendering rendering) {}

    /**
     * Makes it.
     *
     * @throws BrowserGone where the browser died, of whatever page
     */
    Fetched<T> make(BrowserDoor door) throws BrowserGone, InterruptedException {
        Instant begun = time.now();
        try (Passage passage = door.let(limits(), happenings::add)) {
            return opened(passage);
        } catch (PageBroken e) {
            return broken(e);
        } finally {
            wish.request()
                    .meter()
                    .count(
                            Measure.SHOWN,
                            Math.max(0, Duration.between(begun, time.now()).toMillis()));
            arrival.drop();
            for (Happening left = happenings.poll(); left != null; left = happenings.poll()) {
                left.drop();
            }
        }
    }

    private Passage.Limits limits() {
        FetchRequest request = wish.request();
        return new Passage.Limits(
                time.end(),
                request.perHost(),
                request.bodyBytesMax(),
                request.meter(),
                !wish.rendering().blocked().contains("Image"));
    }

    private Fetched<T> opened(Passage passage) throws BrowserGone, PageBroken, InterruptedException {
        Tab tab = tab(new Tab.Setting(passage.credentials(), wish.rendering(), happenings::add));
        try {
            Course course = new Course(happenings, arrival, passage, tab, time);
            return new Showing<>(wish, arrival, time, room.shown()).show(course, tab);
        } finally {
            if (!tab.close()) {
                // It has hung: whatever is open in it is tried again elsewhere.
                browser.close();
            }
        }
    }

    private Tab tab(Tab.Setting setting) throws BrowserGone, PageBroken, InterruptedException {
        try {
            return Tab.open(browser.devtools(), setting, time.left());
        } catch (PageBroken e) {
            browser.endIfHung();
            throw e;
        }
    }

    private Fetched<T> broken(PageBroken e) {
        if (arrival.failure().isPresent()) {
            return arrival.failure().get();
        }
        String found = e.getMessage() == null ? "" : e.getMessage();
        return time.now().isBefore(time.end())
                ? arrival.lost("worker-crash", found)
                : arrival.lost(
                        "worker-timeout",
                        found + " within " + wish.request().timeout().toMillis() + " ms");
    }
}
