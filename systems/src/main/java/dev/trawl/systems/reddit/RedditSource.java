package dev.trawl.systems.reddit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Failure;
import dev.trawl.core.Json;
import dev.trawl.core.Listing;
import dev.trawl.core.Source;
import dev.trawl.core.SourceContext;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.Fetcher;
import dev.trawl.web.WebAddress;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** Lists a subreddit's top posts, at most 100 a page. A post may come again on the next page, as listings move. */
final class RedditSource implements Source {
    private final ListingSettings settings;
    private final Fetcher fetcher;

    RedditSource(ListingSettings settings, Fetcher fetcher) {
        this.settings = settings;
        this.fetcher = fetcher;
    }

    @Override
    public long itemsMax() {
        return settings.limit();
    }

    @Override
    public Listing page(Optional<String> token, SourceContext context) throws InterruptedException {
        WebAddress address = settings.page(settings.reddit(), token);
        FetchRequest request = FetchRequest.of(address, context.timeout(), context.perHost(), context);
        return switch (fetcher.get(request, (at, headers, body) -> read(at, body))) {
            case Fetched.Answered<Listing> answered -> answered.body();
            case Fetched.Stopped<Listing> stopped -> away(stopped.target());
            case Fetched.Held<Listing> held -> new Listing.Unfinished(held.after());
            case Fetched.Failed<Listing> failed
            when failed.retry() -> new Listing.Retry(explained(failed), failed.after());
            case Fetched.Failed<Listing> failed -> new Listing.Failed(explained(failed));
        };
    }

    private Listing read(WebAddress at, InputStream body) throws java.io.IOException {
        String folder =
                settings.page(settings.reddit(), Optional.empty()).target().split("/top\\.json", 2)[0] + "/";
        if (!at.target().toLowerCase(Locale.ROOT).startsWith(folder.toLowerCase(Locale.ROOT))) {
            return away(at.toString());
        }
        return new ListingPage(settings).read(body.readAllBytes());
    }

    private Listing away(String target) {
        return new Listing.Failed(new Failure(
                "bad-redirect",
                name() + " is not there: Reddit redirects to " + target
                        + ", as it does for names that nobody has taken. Nothing more is listed. Check the name"));
    }

    private Failure explained(Fetched.Failed<Listing> failed) {
        String reason = failed.why().reason();
        String found = reason(failed.body())
                .map(word -> name() + " is " + word + " (" + reason + ")")
                .orElseGet(() -> "Listing " + name() + " failed with " + reason + meaning(failed.status()));
        String next = failed.retry() ? "Try again later" : "Check the name, and that everybody may see it";
        return new Failure(reason, found + ": " + failed.why().message() + ". No more posts are listed. " + next);
    }

    private static String meaning(Optional<Integer> status) {
        return switch (status.orElse(0)) {
            case 404 -> " (not found)";
            case 403 -> " (forbidden)";
            case 429 -> " (too many requests)";
            default -> "";
        };
    }

    /** Reddit's own word for it: private, banned, quarantined ... */
    private static Optional<String> reason(String body) {
        try {
            return Optional.of(Json.parse(body.getBytes(UTF_8)).path("reason").asString(""))
                    .filter(word -> word.matches("[a-z_-]{1,40}"));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private String name() {
        return "r/" + settings.subreddit();
    }
}
