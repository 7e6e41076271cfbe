package dev.trawl.systems.reddit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Json;
import dev.trawl.core.Listing;
import dev.trawl.testkit.FakeAttempt;
import dev.trawl.testkit.SettableClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedditLoginTest {
    private static final String LOGIN = "https://www.reddit.com/api/v1/access_token";
    private static final String LISTING = "https://oauth.reddit.com/r/Tests/top.json?t=all&limit=100&raw_json=1";
    private static final String STRANGERS = LISTING.replace("oauth", "www");
    private static final FakeWeb.Reply EMPTY = json("{'kind': 'Listing', 'data': {'children': [], 'after': null}}");

    private final FakeWeb web = new FakeWeb();
    private final SettableClock clock = new SettableClock(FakeAttempt.NOW);
    private final RedditSource source =
            source(Map.of("REDDIT_CLIENT_ID", "id", "REDDIT_CLIENT_SECRET", "secret"), Map.of());

    @Test
    void with_credentials_reddit_is_asked_as_an_application() throws Exception {
        web.put(LOGIN, token("T1", 3600)).put(LISTING, EMPTY);
        assertThat(page()).isInstanceOf(Listing.Page.class);
        assertThat(web.asked()).containsExactly(LOGIN, LISTING);
        assertThat(web.posted()).containsExactly("grant_type=client_credentials");
        assertThat(web.requests().getFirst().headers()).containsEntry("Authorization", "Basic aWQ6c2VjcmV0");
        assertThat(web.requests().getLast().headers()).containsEntry("Authorization", "Bearer T1");
    }

    @Test
    void a_token_is_used_until_shortly_before_it_ends() throws Exception {
        web.put(LOGIN, token("T1", 3600), token("T2", 3600)).put(LISTING, EMPTY);
        page();
        clock.move(Duration.ofMinutes(58));
        page();
        assertThat(web.posted()).hasSize(1);
        clock.move(Duration.ofMinutes(1));
        page();
        assertThat(web.posted()).hasSize(2);
        assertThat(web.requests().getLast().headers()).containsEntry("Authorization", "Bearer T2");
    }

    @Test
    void a_token_that_is_taken_no_more_is_replaced() throws Exception {
        web.put(LOGIN, token("T1", 3600), token("T2", 3600)).put(LISTING, FakeWeb.status(401), EMPTY);
        assertThat(page()).isInstanceOf(Listing.Retry.class);
        assertThat(page()).isInstanceOf(Listing.Page.class);
        assertThat(web.requests().getLast().headers()).containsEntry("Authorization", "Bearer T2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'access_token': ''}", "{'access_token': 'a b'}", "no JSON"})
    void an_answer_without_a_token_fails_the_listing(String answer) throws Exception {
        web.put(LOGIN, json(answer));
        assertThat(page())
                .isInstanceOfSatisfying(
                        Listing.Failed.class,
                        failed -> assertThat(failed.why().message())
                                .contains("REDDIT_CLIENT_ID", "without a token")
                                .doesNotContain("secret", "aWQ6c2VjcmV0"));
    }

    @Test
    void refused_credentials_fail_the_listing_and_are_not_shown() throws Exception {
        web.put(LOGIN, FakeWeb.status(401));
        assertThat(page()).isInstanceOfSatisfying(Listing.Failed.class, failed -> {
            assertThat(failed.why().reason()).isEqualTo("http-401");
            assertThat(failed.why().message()).doesNotContain("aWQ6c2VjcmV0");
        });
    }

    @Test
    void a_login_that_fails_for_now_is_tried_again() throws Exception {
        web.put(LOGIN, FakeWeb.status(503), FakeWeb.held(Duration.ofSeconds(5)), token("T1", 3600))
                .put(LISTING, EMPTY);
        assertThat(page()).isInstanceOf(Listing.Retry.class);
        assertThat(page()).isEqualTo(new Listing.Unfinished(Duration.ofSeconds(5)));
        assertThat(page()).isInstanceOf(Listing.Page.class);
    }

    @Test
    void half_the_credentials_are_none() throws Exception {
        web.put(STRANGERS, EMPTY);
        source(Map.of("REDDIT_CLIENT_ID", "id"), Map.of()).page(Optional.empty(), FakeAttempt.first(4));
        assertThat(web.asked()).containsExactly(STRANGERS);
    }

    @Test
    void credentials_go_to_reddit_alone() throws Exception {
        String elsewhere = "http://127.0.0.1:8080";
        web.put(STRANGERS.replace("https://www.reddit.com", elsewhere), EMPTY);
        Map<String, String> both = Map.of("REDDIT_CLIENT_ID", "id", "REDDIT_CLIENT_SECRET", "secret");
        source(both, Map.of("reddit", elsewhere)).page(Optional.empty(), FakeAttempt.first(4));
        assertThat(web.posted()).isEmpty();
        assertThat(web.requests())
                .allSatisfy(request -> assertThat(request.headers()).isEmpty());
    }

    private RedditSource source(Map<String, String> environment, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("subreddit", "Tests");
        RedditLogin login = new RedditLogin(name -> Optional.ofNullable(environment.get(name)), web, clock);
        return new RedditSource(ListingSettings.of(Json.tree(all)), web, login);
    }

    private Listing page() throws Exception {
        return source.page(Optional.empty(), FakeAttempt.first(4));
    }

    private static FakeWeb.Reply token(String token, int seconds) {
        return json("{'access_token': '" + token + "', 'token_type': 'bearer', 'expires_in': " + seconds + "}");
    }

    private static FakeWeb.Reply json(String text) {
        return FakeWeb.body(text.replace('\'', '"').getBytes(UTF_8));
    }
}
