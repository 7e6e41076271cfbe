package dev.trawl.systems.pages;

import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.Listing;
import dev.trawl.core.Retry;
import dev.trawl.core.Source;
import dev.trawl.core.SourceContext;
import dev.trawl.web.BadAddress;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.Fetcher;
import dev.trawl.web.WebAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists the pages of a sitemap (sitemaps.org): of an index, those of all its sitemaps, depth first, {@link #PAGE_URLS} a
 * page. The way there is in the token; each file on it is read once in a process.
 *
 * <p>A sitemap of an index that can't be read, or breaks off, keeps none of the others from being listed; the listing
 * fails for it at its end. robots.txt is not asked for.
 */
final class SitemapSource implements Source {
    /** As many URLs as a page has at most. */
    static final int PAGE_URLS = 1_000;

    /** Indexes within each other; by the standard there is one. */
    static final int INDEXES_MAX = 4;

    /** Files that one listing comes to: twice as many as one index may name by the standard. */
    static final int FILES_MAX = 100_000;

    private final WebAddress root;
    private final Fetcher fetcher;
    private final long itemsMax;
    /** The files on the way to the one that is listed, and that one: read already. */
    private final List<Shelved> shelf = new ArrayList<>();

    SitemapSource(WebAddress root, Fetcher fetcher, long itemsMax) {
        this.root = root;
        this.fetcher = fetcher;
        this.itemsMax = itemsMax;
    }

    /**
     * A file that was asked for.
     *
     * @param asked where; redirects may have led on
     */
    private record Shelved(WebAddress asked, Sitemap map) {}

    /** What keeps a file from being read, for now or for good. */
    private static final class Unread extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Listing why;

        Unread(Listing why) {
            super(why.toString());
            this.why = why;
        }
    }

    @Override
    public long itemsMax() {
        return itemsMax;
    }

    @Override
    public Listing page(Optional<String> token, SourceContext context) throws InterruptedException {
        SitemapPlace place = token.map(SitemapPlace::parse).orElse(SitemapPlace.START);
        List<Sitemap> way = new ArrayList<>();
        try {
            return page(place, way, context);
        } catch (BadAddress e) {
            return onward(place, way, List.of(), Optional.of(new Failure("bad-url", String.valueOf(e.getMessage()))));
        } catch (Unread e) {
            boolean ofIndex = way.size() == place.path().size() && !way.isEmpty();
            return ofIndex && e.why instanceof Listing.Failed(Failure why)
                    ? onward(place, way, List.of(), Optional.of(why))
                    : e.why;
        }
    }

    /** @param way filled with the indexes in which the place is */
    private Listing page(SitemapPlace place, List<Sitemap> way, SourceContext context)
            throws InterruptedException, Unread {
        if (place.isOver()) {
            return new Listing.Failed(place.trouble().orElseThrow());
        }
        WebAddress at = root;
        for (int entry : place.path()) {
            Sitemap index = read(at, way.size(), context);
            way.add(index);
            if (entry >= index.children()) {
                // It has changed since: what was there is gone.
                return onward(place, way, List.of(), Optional.empty());
            }
            at = index.entry(entry);
        }
        if (within(at, way)) {
            return onward(place, way, List.of(), Optional.empty());
        }
        return list(place, way, read(at, way.size(), context));
    }

    /** An index that names itself, or one that it is in, adds nothing. */
    private static boolean within(WebAddress at, List<Sitemap> way) {
        return way.stream().anyMatch(index -> index.address().equals(at));
    }

    private static Listing list(SitemapPlace place, List<Sitemap> way, Sitemap map) {
        if (map.children() > 0 && way.size() < INDEXES_MAX) {
            return page(place.inside().with(map.broken()), List.of());
        }
        if (map.children() > 0) {
            return onward(place, way, List.of(), Optional.of(tooDeep(map)));
        }
        // A file that has changed since it was begun is listed anew: the run knows what it had.
        int from = place.sum() == map.sum() ? place.from() : 0;
        int to = Math.min(map.size(), from + PAGE_URLS);
        List<Item> items = map.pages(from, to).stream().map(PageItem::listed).toList();
        return to < map.size() ? page(place.at(to, map.sum()), items) : onward(place, way, items, map.broken());
    }

    private static Failure tooDeep(Sitemap map) {
        return new Failure(
                "bad-body",
                "Reading the sitemap " + map.address() + " found an index in " + INDEXES_MAX
                        + " others; its sitemaps are not listed");
    }

    /** What comes behind a place: its neighbour, or that of an index around it, or the end. */
    private static Listing onward(SitemapPlace place, List<Sitemap> way, List<Item> items, Optional<Failure> trouble) {
        SitemapPlace next = place.with(trouble);
        while (!next.path().isEmpty() && !neighboured(next.path(), way)) {
            next = next.outside();
        }
        if (!next.path().isEmpty()) {
            return page(next.beside(), items);
        }
        // A page that is there is listed before the listing fails.
        return next.trouble().isPresent() ? page(next.over(), items) : new Listing.Page(items, Optional.empty());
    }

    private static boolean neighboured(List<Integer> path, List<Sitemap> way) {
        return path.size() <= way.size()
                && path.getLast() + 1 < way.get(path.size() - 1).children();
    }

    private static Listing page(SitemapPlace next, List<Item> items) {
        return next.files() > FILES_MAX ? tooMany() : new Listing.Page(items, Optional.of(next.token()));
    }

    private static Listing tooMany() {
        return new Listing.Failed(new Failure(
                "too-many-sitemaps",
                "The listing has come to " + FILES_MAX + " sitemaps; no more are read. Name some of them one by one"));
    }

    private Sitemap read(WebAddress at, int depth, SourceContext context) throws InterruptedException, Unread {
        if (depth < shelf.size() && shelf.get(depth).asked().equals(at)) {
            return shelf.get(depth).map();
        }
        shelf.subList(Math.min(depth, shelf.size()), shelf.size()).clear();
        Sitemap map = fetch(at, context);
        shelf.add(new Shelved(at, map));
        return map;
    }

    private Sitemap fetch(WebAddress at, SourceContext context) throws InterruptedException, Unread {
        FetchRequest request = FetchRequest.of(at, context.timeout(), context.perHost(), context);
        return switch (fetcher.get(request, (from, _, body) -> SitemapReader.read(from, body))) {
            case Fetched.Answered<Sitemap> answered -> answered.body();
            case Fetched.Stopped<Sitemap> stopped ->
                throw new Unread(failed(at, new Failure("bad-redirect", "It redirects to " + stopped.target())));
            case Fetched.Failed<Sitemap> failed
            when failed.retry() -> throw new Unread(new Listing.Retry(explained(at, failed.why()), failed.after()));
            case Fetched.Failed<Sitemap> failed -> throw new Unread(failed(at, failed.why()));
            case Fetched.Held<Sitemap> held
            when held.after().compareTo(Retry.WAIT_MAX) <= 0 -> throw new Unread(new Listing.Unfinished(held.after()));
            case Fetched.Held<Sitemap> held ->
                throw new Unread(failed(
                        at,
                        new Failure(
                                "http-429",
                                "Its host asked to be left alone for "
                                        + held.after().toSeconds() + " s")));
        };
    }

    private static Listing failed(WebAddress at, Failure why) {
        return new Listing.Failed(explained(at, why));
    }

    private static Failure explained(WebAddress at, Failure why) {
        return new Failure(
                why.reason(), "Reading the sitemap " + at + " failed: " + why.message() + ". Its pages are not listed");
    }
}
