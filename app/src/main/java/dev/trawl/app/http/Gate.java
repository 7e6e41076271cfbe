package dev.trawl.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.app.Visible;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Lets in who may ask: by the server's own name (a page of another site whose name was bound to this address has that
 * site's name), not from a page of another site, and with the token where there is one. Immutable; the port is asked for once
 * requests come.
 */
final class Gate {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> OPEN = Set.of("/healthz", "/readyz");
    private static final String HUBS = "/websub/";
    private static final String BEARER = "Bearer ";

    private final Settings settings;
    private final IntSupplier port;

    Gate(Settings settings, IntSupplier port) {
        this.settings = settings;
        this.port = port;
    }

    void check(ServerRequest request) {
        if (request.path().rawPath().startsWith(HUBS)) {
            // Hubs know this server by its public name, and show what they know by the path and by signing.
            return;
        }
        ServerRequestHeaders headers = request.headers();
        String host = host(headers);
        if (!READING.contains(request.prologue().method().text())) {
            checkOrigin(headers, host);
        }
        if (settings.token().isPresent() && !OPEN.contains(request.path().rawPath())) {
            checkToken(headers, settings.token().get());
        }
    }

    private String host(ServerRequestHeaders headers) {
        List<String> hosts = headers.contains(HeaderNames.HOST) ? headers.all(HeaderNames.HOST, List::of) : List.of();
        if (hosts.size() != 1) {
            throw Refusal.senseless("A request has one Host header, got: " + hosts.size());
        }
        String host = hosts.getFirst().toLowerCase(Locale.ROOT);
        if (!own(host)) {
            throw new Refusal(
                    421,
                    "This server is not " + Visible.quoted(host) + "; ask it by its own name, or start it with --name");
        }
        return host;
    }

    private boolean own(String host) {
        int colon = host.endsWith("]") ? -1 : host.lastIndexOf(':');
        String name = colon < 0 ? host : host.substring(0, colon);
        String asked = colon < 0 ? "80" : host.substring(colon + 1);
        // Behind a proxy or a forwarded port others see another port; a loopback address has only its own.
        boolean there = !settings.loopback() || asked.equals(Integer.toString(port.getAsInt()));
        return there && settings.answersTo(name);
    }

    /** Browsers say from where a page asks; what is no browser says nothing. */
    private static void checkOrigin(ServerRequestHeaders headers, String host) {
        if (!headers.contains(HeaderNames.ORIGIN)) {
            return;
        }
        String origin = headers.get(HeaderNames.ORIGIN).get().toLowerCase(Locale.ROOT);
        if (!origin.equals("http://" + host) && !origin.equals("https://" + host)) {
            throw new Refusal(
                    403, "A page of " + Visible.quoted(origin) + " may change nothing here; nothing was changed");
        }
    }

    private static void checkToken(ServerRequestHeaders headers, String token) {
        Optional<String> shown = headers.first(HeaderNames.AUTHORIZATION)
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
        boolean right = shown.isPresent() && MessageDigest.isEqual(shown.get().getBytes(UTF_8), token.getBytes(UTF_8));
        if (!right) {
            throw Refusal.stranger();
        }
    }
}
