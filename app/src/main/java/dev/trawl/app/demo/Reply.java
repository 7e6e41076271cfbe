package dev.trawl.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One answer of the demo's web.
 *
 * @param body made when it is asked for
 */
record Reply(int status, Map<String, String> headers, Supplier<byte[]> body) {
    Reply {
        headers = Map.copyOf(headers);
    }

    static Reply html(String head, String text) {
        return html(head, text, List.of());
    }

    /** A page with links at its end. */
    static Reply html(String head, String text, List<String> links) {
        String anchors =
                links.stream().map(link -> "<a href=\"" + link + "\">more</a>").collect(Collectors.joining("\n"));
        String page = "<!doctype html><html><head><title>" + text + "</title>" + head + "</head><body><p>" + text
                + "</p>" + anchors + "</body></html>";
        return new Reply(200, Map.of("Content-Type", "text/html; charset=utf-8"), () -> page.getBytes(UTF_8));
    }

    static Reply json(Supplier<byte[]> body) {
        return new Reply(200, Map.of("Content-Type", "application/json; charset=UTF-8"), body);
    }

    static Reply picture(Drawing drawing) {
        return new Reply(200, Map.of("Content-Type", drawing.format().type()), drawing::bytes);
    }

    static Reply status(int status) {
        return new Reply(
                status, Map.of("Content-Type", "text/html"), () -> ("<h1>" + status + "</h1>").getBytes(UTF_8));
    }

    static Reply redirect(String target) {
        return new Reply(302, Map.of("Location", target), () -> new byte[0]);
    }

    /** The same with one header more. */
    Reply with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body);
    }
}
