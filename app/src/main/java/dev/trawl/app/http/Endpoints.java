package dev.trawl.app.http;

import io.helidon.webserver.http.ServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds who answers a request: the server's own endpoints, then the routes of jobs as they are now. */
final class Endpoints {
    /** First segments of paths that jobs can't have. */
    static final Set<String> RESERVED = Set.of("api", "runs", "websub", "openapi.json", "metrics", "healthz", "readyz");

    private static final String HEAD = "HEAD";

    private final List<Endpoint> own;
    private final LiveJobs jobs;
    private final Starting starting;

    Endpoints(List<Endpoint> own, LiveJobs jobs, Starting starting) {
        this.own = List.copyOf(own);
        this.jobs = jobs;
        this.starting = starting;
    }

    Answer answer(ServerRequest request, Bodies bodies) throws Exception {
        String method = request.prologue().method().text();
        String path = request.path().rawPath();
        List<String> segments =
                PathTemplate.split(path).stream().map(Endpoints::decoded).toList();
        Set<String> allowed = new TreeSet<>();
        for (Endpoint endpoint : all(segments)) {
            Optional<Map<String, String>> places = endpoint.path().match(segments);
            if (places.isPresent() && takes(endpoint, method)) {
                return endpoint.handling().answer(new Request(request, places.get(), bodies));
            }
            if (places.isPresent()) {
                allowed.add(endpoint.method());
            }
        }
        if (allowed.isEmpty()) {
            throw Refusal.unknown("There is nothing at this path; GET /openapi.json names every path there is");
        }
        if (allowed.contains("GET")) {
            allowed.add(HEAD);
        }
        throw Refusal.method(method, "This path", allowed);
    }

    /** Routes of jobs are looked up only where no path of the server's own can be meant. */
    private List<Endpoint> all(List<String> segments) {
        if (segments.isEmpty() || RESERVED.contains(segments.getFirst())) {
            return own;
        }
        List<Endpoint> routes = new ArrayList<>();
        jobs.routes()
                .forEach(route -> routes.add(
                        new Endpoint(route.method(), route.path(), request -> starting.start(route, request))));
        return routes;
    }

    private static boolean takes(Endpoint endpoint, String method) {
        return endpoint.method().equals(method)
                || (method.equals(HEAD) && endpoint.method().equals("GET"));
    }

    /** Percent-encoding removed (RFC 3986, section 2.1); what is no UTF-8 names nothing. */
    static String decoded(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        byte[] bytes = segment.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
        for (int n = 0; n < bytes.length; n++) {
            if (bytes[n] != '%') {
                decoded.put(bytes[n]);
            } else if (n + 2 < bytes.length
                    && HexFormat.isHexDigit(bytes[n + 1])
                    && HexFormat.isHexDigit(bytes[n + 2])) {
                decoded.put((byte) (HexFormat.fromHexDigit(bytes[n + 1]) << 4 | HexFormat.fromHexDigit(bytes[n + 2])));
                n += 2;
            } else {
                throw Refusal.senseless("A % in a path stands before two hexadecimal digits");
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException e) {
            throw Refusal.senseless("A path is UTF-8 where it is percent-encoded");
        }
    }
}
