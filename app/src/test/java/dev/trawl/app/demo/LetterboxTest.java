package dev.trawl.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Json;
import dev.trawl.web.WebhookSignature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What arrives is counted by what it is, and what should not have arrived is noticed. */
final class LetterboxTest {
    private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");
    private static final List<DemoSubscriber> ALL = DemoSubscriber.of(DemoFeed.first(1));

    private final Letterbox letterbox = new Letterbox(ALL, InstantSource.fixed(NOW));

    private static DemoSubscriber one(DemoSubscriber.Temper temper) {
        return ALL.stream().filter(each -> each.temper() == temper).findFirst().orElseThrow();
    }

    private Reply tell(DemoSubscriber subscriber, String id, String secret, Instant at) throws Exception {
        ObjectNode body = Json.object();
        ArrayNode articles = body.putObject("data").putArray("articles");
        subscriber.feed().fresh().forEach(article -> articles.addObject().put("id", article));
        Map<String, String> headers = new HashMap<>(WebhookSignature.of(secret).headers(id, at, body.toString()));
        return letterbox.answer(new Visit(subscriber.host(), "/" + subscriber.id(), headers, body.toString()));
    }

    private Reply tell(DemoSubscriber subscriber, String id) throws Exception {
        return tell(subscriber, id, subscriber.secret(), NOW);
    }

    private List<String> wrong() {
        return letterbox.checks().stream()
                .filter(check -> !check.held())
                .map(Check::what)
                .toList();
    }

    @Test
    void everybody_told_once_is_right_however_often_the_same_webhook_comes() throws Exception {
        assertThat(wrong()).containsExactly("articles told to live subscribers once");
        for (DemoSubscriber prompt : ALL) {
            if (prompt.temper() == DemoSubscriber.Temper.PROMPT) {
                assertThat(tell(prompt, "a").status()).isEqualTo(204);
                assertThat(tell(prompt, "a").status()).isEqualTo(204);
            }
        }
        assertThat(tell(one(DemoSubscriber.Temper.FALTERING), "b").status()).isEqualTo(503);
        assertThat(tell(one(DemoSubscriber.Temper.FALTERING), "b").status()).isEqualTo(204);
        assertThat(tell(one(DemoSubscriber.Temper.GONE), "c").status()).isEqualTo(410);
        // All others were told, so it does not wait.
        assertThat(tell(one(DemoSubscriber.Temper.SLOW), "d").status()).isEqualTo(204);
        assertThat(wrong()).isEmpty();
        assertThat(letterbox.visits()).isEqualTo(12);
        assertThat(letterbox.listeners()).isEqualTo(6);
    }

    @Test
    void an_article_that_comes_by_two_webhooks_is_noticed() throws Exception {
        tell(one(DemoSubscriber.Temper.PROMPT), "a");
        tell(one(DemoSubscriber.Temper.PROMPT), "b");
        assertThat(wrong()).contains("told again by another webhook-id, or to others");
    }

    @Test
    void what_is_signed_by_somebody_else_or_long_ago_is_refused_and_noticed() throws Exception {
        DemoSubscriber prompt = one(DemoSubscriber.Temper.PROMPT);
        String other = one(DemoSubscriber.Temper.SLOW).secret();
        assertThat(tell(prompt, "a", other, NOW).status()).isEqualTo(401);
        assertThat(tell(prompt, "a", prompt.secret(), NOW.minusSeconds(600)).status())
                .isEqualTo(401);
        assertThat(letterbox.checks()).contains(new Check("webhooks that are not rightly signed", "0", "2"));
    }
}
