package dev.trawl.systems.reddit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Environment;
import dev.trawl.core.Failure;
import dev.trawl.core.Json;
import dev.trawl.core.SourceContext;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.Fetcher;
import dev.trawl.web.Posting;
import dev.trawl.web.WebAddress;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Logs in to Reddit as an application, which is then asked for more pages a minute than a stranger. Credentials are
 * read where they are needed; neither they nor the token are stored, logged or part of a message. For one thread.
 */
final class RedditLogin {
    /** Where those who are logged in ask. */
    static final String REDDIT = "https://oauth.reddit.com";

    private static final String CLIENT_ID = "REDDIT_CLIENT_ID";
    private static final String CLIENT_SECRET = "REDDIT_CLIENT_SECRET";
    private static final WebAddress ADDRESS = WebAddress.parse("https://www.reddit.com/api/v1/access_token");
    private static final Posting CLIENT_CREDENTIALS =
            new Posting("application/x-www-form-urlencoded", "grant_type=client_credentials".getBytes(UTF_8));

    /** A token that ends sooner is not used any more. */
    private static final Duration SPARE = Duration.ofMinutes(1);

    private static final int ANSWER_BYTES_MAX = 64 * 1024;
    private static final int SECONDS_MAX = 7 * 24 * 3600;

    private final Environment environment;
    private final Fetcher fetcher;
    private final InstantSource clock;
    private Optional<Token> token = Optional.empty();

    RedditLogin(Environment environment, Fetcher fetcher, InstantSource clock) {
        this.environment = environment;
        this.fetcher = fetcher;
        this.clock = clock;
    }

    private record Token(String text, Instant ends) {}

    /** Whether there are credentials to log in with. */
    boolean possible() {
        return basic().isPresent();
    }

    /** A token that is good for some time yet: the one it has, or a new one. */
    Fetched<String> token(SourceContext context) throws InterruptedException {
        Optional<Token> known = token.filter(one -> clock.instant().plus(SPARE).isBefore(one.ends()));
        if (known.isPresent()) {
            return new Fetched.Answered<>(ADDRESS, 200, Map.of(), known.get().text());
        }
        FetchRequest request = new FetchRequest(
                ADDRESS,
                Map.of("Authorization", "Basic " + basic().orElse("")),
                context.timeout(),
                context.perHost(),
                ANSWER_BYTES_MAX,
                List.of(),
                context);
        return switch (fetcher.post(request, CLIENT_CREDENTIALS, (at, headers, body) -> read(body))) {
            case Fetched.Answered<Optional<Token>>(var at, var status, var headers, var read) -> {
                token = read;
                yield read.<Fetched<String>>map(one -> new Fetched.Answered<>(at, status, headers, one.text()))
                        .orElseGet(() -> failed("bad-body", "Reddit answered without a token"));
            }
            case Fetched.Stopped<Optional<Token>> _ -> failed("bad-redirect", "Reddit sent the login elsewhere");
            case Fetched.Held<Optional<Token>>(var after) -> new Fetched.Held<>(after);
            case Fetched.Failed<Optional<Token>> failed ->
                new Fetched.Failed<>(explained(failed.why()), failed.status(), "", failed.retry(), failed.after());
        };
    }

    /** Drops the token, as Reddit takes it no more. */
    void forget() {
        token = Optional.empty();
    }

    private Optional<Token> read(InputStream body) throws IOException {
        try {
            JsonNode answer = Json.parse(body.readAllBytes());
            int seconds = Math.clamp(answer.path("expires_in").asInt(0), 0, SECONDS_MAX);
            return Optional.of(answer.path("access_token").asString(""))
                    .filter(text -> text.matches("[\\x21-\\x7e]{1,4096}"))
                    .map(text -> new Token(text, clock.instant().plusSeconds(seconds)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private Optional<String> basic() {
        return environment
                .get(CLIENT_ID)
                .flatMap(id -> environment.get(CLIENT_SECRET).map(secret -> id + ":" + secret))
                .map(both -> Base64.getEncoder().encodeToString(both.getBytes(UTF_8)));
    }

    private static Fetched<String> failed(String reason, String found) {
        Failure why = explained(new Failure(reason, found));
        return new Fetched.Failed<>(why, Optional.empty(), "", false, Duration.ZERO);
    }

    private static Failure explained(Failure why) {
        return new Failure(
                why.reason(),
                "Logging in to Reddit with " + CLIENT_ID + " and " + CLIENT_SECRET + " failed with " + why.reason()
                        + ": " + why.message() + ". Nothing is listed. Check both, or unset them to ask without");
    }
}
