package dev.trawl.systems.reddit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Failure;
import dev.trawl.core.Json;
import dev.trawl.core.Listing;
import dev.trawl.core.Retry;
import dev.trawl.core.Source;
import dev.trawl.core.SourceContext;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.Fetcher;
import dev.trawl.web.WebAddress;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;

/** Lists a subreddit's top posts, at most 100 a page. A post may come again on the next page, as listings move. */
final class RedditSource implements Source {
    private static final int UNAUTHORIZED = 401;
    /** Answers to a name that is not there, or not for everybody. */
    private static final Set<Integer> REFUSALS = Set.of(UNAUTHORIZED, 403, 404, 410, 451);

    private final ListingSettings settings;
    private final Fetcher fetcher;
    private final RedditLogin login;

    RedditSource(ListingSettings settings, Fetcher fetcher, RedditLogin login) {
        this.settings = settings;
        this.fetcher = fetcher;
        this.login = login;
    }

    @Override
    public long itemsMax() {
        return settings.limit();
    }

    @Override
    public Listing page(Optional<String> token, SourceContext context) throws InterruptedException {
        if (!settings.atHome() || !login.possible()) {
            return ask(settings.page(settings.reddit(), token), Map.of(), context);
        }
        return switch (login.token(context)) {
            case Fetched.Answered<String> answered ->
                ask(settings.page(RedditLogin.REDDIT, token), bearer(answered.body()), context);
            case Fetched.Stopped<String> stopped -> away(stopped.target());
            case Fetched.Held<String> held -> rest(held.after());
            case Fetched.Failed<String> failed -> failed(failed, failed.why());
        };
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    private Listing ask(WebAddress address, Map<String, String> headers, SourceContext context)
            throws InterruptedException {
        FetchRequest request = new FetchRequest(
                address,
                headers,
                context.timeout(),
                context.perHost(),
                FetchRequest.BODY_BYTES_MAX,
                List.of(),
                context);
        return switch (fetcher.get(request, (at, _, body) -> read(at, body))) {
            case Fetched.Answered<Listing> answered -> answered.body();
            case Fetched.Stopped<Listing> stopped -> away(stopped.target());
            case Fetched.Held<Listing> held -> rest(held.after());
            case Fetched.Failed<Listing> failed
            when loggedOut(failed, headers) -> {
                login.forget();
                yield new Listing.Retry(explained(failed), Duration.ZERO);
            }
            case Fetched.Failed<Listing> failed -> failed(failed, explained(failed));
        };
    }

    private static boolean loggedOut(Fetched.Failed<Listing> failed, Map<String, String> headers) {
        return !headers.isEmpty() && failed.status().orElse(0) == UNAUTHORIZED;
    }

    private static Listing failed(Fetched.Failed<?> failed, Failure why) {
        return failed.retry() ? new Listing.Retry(why, failed.after()) : new Listing.Failed(why);
    }

    private Listing rest(Duration after) {
        return after.compareTo(Retry.WAIT_MAX) <= 0
                ? new Listing.Unfinished(after)
                : new Listing.Failed(new Failure(
                        "http-429",
                        "Listing " + name() + " needs Reddit, which asked to be left alone for " + after.toSeconds()
                                + " s more (too many requests). No more posts are listed. Try again then"));
    }

    private Listing read(WebAddress at, InputStream body) throws IOException {
        String folder = settings.folder();
        return at.target().regionMatches(true, 0, folder, 0, folder.length())
                ? new ListingPage(settings).read(body.readAllBytes())
                : away(at.toString());
    }

    private Listing away(String target) {
        return new Listing.Failed(new Failure(
                "bad-redirect",
                name() + " is not there: Reddit redirects to " + target
                        + ", as it does for names that nobody has taken. Nothing more is listed. Check the name"));
    }

    private Failure explained(Fetched.Failed<Listing> failed) {
        String reason = failed.why().reason();
        String found = word(failed.body())
                .map(word -> name() + " is " + word + " (" + reason + ")")
                .orElseGet(() -> "Listing " + name() + " failed" + meaning(failed.status()));
        return new Failure(
                reason, found + ": " + failed.why().message() + ". No more posts are listed" + next(failed.status()));
    }

    /** Beside what the failure itself advises. */
    private static String next(Optional<Integer> status) {
        return status.filter(REFUSALS::contains).isPresent() ? ". Check the name, and that everybody may see it" : "";
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
    private static Optional<String> word(String body) {
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
