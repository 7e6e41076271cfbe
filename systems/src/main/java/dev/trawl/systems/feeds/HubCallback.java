package dev.trawl.systems.feeds;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.core.TableSpec;
import dev.trawl.core.port.Tables;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A subscription of a feed at a hub, as the hub finds it by its path: what the hub may say, and what is made of it. Immutable. */
public final class HubCallback {
    /** The job whose runs take what is pushed. */
    public static final String JOB = "feed-push";

    /** What is pushed may have so many bytes; what is larger is polled. */
    public static final int BODY_BYTES_MAX = 8 << 20;

    private static final String PATH = "[0-9a-f]{40}";

    /** By what hubs call it (W3C WebSub, section 7.1.1). */
    private static final Map<String, String> METHODS =
            Map.of("sha1", "HmacSHA1", "sha256", "HmacSHA256", "sha384", "HmacSHA384", "sha512", "HmacSHA512");

    /** Of a lease: what is said beyond is not believed, as a hub may lose what it knew. */
    private static final long LEASE_SECONDS_MIN = 60;

    private static final long LEASE_SECONDS_MAX = Duration.ofDays(30).toSeconds();

    private final TableSpec table;
    private final HubState state;
    private final boolean wanted;

    private HubCallback(TableSpec table, HubState state, boolean wanted) {
        this.table = table;
        this.state = state;
        this.wanted = wanted;
    }

    /** The subscription of a path; empty where there is none. */
    public static Optional<HubCallback> of(Tables tables, String path) {
        if (!path.matches(PATH)) {
            return Optional.empty();
        }
        FeedTables rows = new FeedTables(tables);
        return tables.declared().stream()
                .filter(table -> table.name().equals(HubState.TABLE))
                .findFirst()
                .flatMap(table ->
                        tables.rows(table, Map.of(HubState.CALLBACK, path), Optional.empty(), 1).items().stream()
                                .findFirst()
                                .map(HubState::of)
                                .map(state -> new HubCallback(
                                        table,
                                        state,
                                        state.text(HubState.HUB).isPresent()
                                                && rows.feed(state.feed())
                                                        .filter(FeedState::active)
                                                        .isPresent())));
    }

    /** The table that its row is in. */
    public TableSpec table() {
        return table;
    }

    /** Its path, behind which the hub finds it: what is said there is about this subscription, and no later one of the feed. */
    public String path() {
        return state.text(HubState.CALLBACK).orElse("");
    }

    /** Whether the feed is there, active, and still pushed by this hub. */
    public boolean wanted() {
        return wanted;
    }

    /** Whether it is of this topic. */
    public boolean about(Optional<String> topic) {
        return topic.isPresent() && topic.equals(state.text(HubState.TOPIC));
    }

    /**
     * What is written where the hub asks whether it was meant, and it was.
     *
     * @param lease seconds, as the hub says them
     */
    public List<Row> confirmed(Optional<String> lease, Instant now) {
        long seconds = lease.filter(text -> text.matches("\\d{1,12}"))
                .map(Long::parseLong)
                .map(said -> Math.clamp(said, LEASE_SECONDS_MIN, LEASE_SECONDS_MAX))
                .orElse(Duration.ofDays(1).toSeconds());
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        return row(HubState.ACTIVE, at, at.plusSeconds(seconds));
    }

    /** What is written where the hub says that it does not push the feed, or does so no more. */
    public List<Row> denied() {
        return row(HubState.DENIED, null, null);
    }

    private List<Row> row(String word, @Nullable Instant confirmed, @Nullable Instant until) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put(HubState.FEED, state.feed());
        columns.put(HubState.STATE, word);
        columns.put(HubState.CONFIRMED, confirmed);
        columns.put(HubState.LEASE_UNTIL, until);
        columns.put(HubState.ANSWERED_AT, path());
        return List.of(new Row(HubState.TABLE, columns).onlyTheseIfThere());
    }

    /** Whether a body comes from who knows the secret: the header {@code X-Hub-Signature} (W3C WebSub, section 7.1.2). */
    public boolean signed(byte[] body, Optional<String> signature) {
        String[] parts = signature.orElse("").strip().split("=", 2);
        String method = METHODS.get(parts[0].toLowerCase(Locale.ROOT));
        Optional<String> secret = state.text(HubState.SECRET);
        if (parts.length < 2 || method == null || secret.isEmpty()) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance(method);
            mac.init(new SecretKeySpec(secret.get().getBytes(UTF_8), method));
            return MessageDigest.isEqual(mac.doFinal(body), HexFormat.of().parseHex(parts[1].toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return false;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java has " + method, e);
        }
    }

    /** What a run of {@link #JOB} is sent. */
    public JsonNode message(byte[] body, Optional<String> contentType) {
        return Json.object()
                .put(PushItem.FEED, state.feed())
                .put(PushItem.TOPIC, state.text(HubState.TOPIC).orElse(""))
                .put(PushItem.TYPE, contentType.orElse(""))
                .put(PushItem.BODY, Base64.getEncoder().encodeToString(body));
    }
}
