package dev.trawl.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.app.Visible;
import dev.trawl.core.RunView;
import dev.trawl.core.TableSpec;
import dev.trawl.local.Machine;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Plain pages for people: the newest runs, and one run. Nothing in them is run, and nothing is loaded. */
final class Pages {
    private static final String STYLE = """
        body { font: 15px/1.5 system-ui, sans-serif; margin: 2em; }
        table { border-collapse: collapse; }
        th, td { border-bottom: 1px solid #ddd; padding: .2em 1em .2em 0; text-align: left; vertical-align: top; }
        .count { text-align: right; }
        """;

    /** Nothing but what the page itself says, in this style; framed by nobody. */
    static final String POLICY = "default-src 'none'; style-src 'sha256-" + hash(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final int RUNS_SHOWN = 50;

    private final Machine machine;

    Pages(Machine machine) {
        this.machine = machine;
    }

    List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/", _ -> runs()), Endpoint.get("/runs/{id}", this::run));
    }

    private Answer runs() {
        StringBuilder rows = new StringBuilder();
        for (RunView run : machine.records().runs(Optional.empty(), RUNS_SHOWN).items()) {
            rows.append(
                    "<tr><td><a href=\"/runs/%1$s\">%1$s</a><td>%2$s<td>%3$s<td class=\"count\">%4$d<td class=\"count\">%5$d<td class=\"count\">%6$d<td>%7$s\n"
                            .formatted(
                                    run.id(),
                                    text(run.job()),
                                    run.state().word(),
                                    run.counts().listed(),
                                    run.counts().done(),
                                    run.counts().dead(),
                                    run.started()));
        }
        return page("Trawl", """
            <h1>Trawl</h1>
            <p><a href="/api/runs">runs</a> <a href="/api/jobs">jobs</a> <a href="/openapi.json">API</a>
            <a href="/metrics">metrics</a>
            <table><tr><th>run<th>job<th>state<th class="count">listed<th class="count">done<th class="count">dead<th>started
            """ + rows + "</table>\n");
    }

    private Answer run(Request request) {
        RunView run = RunReading.require(machine, request.run());
        JsonNode document = machine.document(run.id());
        StringBuilder rows = new StringBuilder();
        document.properties()
                .forEach(member -> rows.append("<tr><th>")
                        .append(text(member.getKey()))
                        .append("<td>")
                        .append(text(shown(member.getValue())))
                        .append('\n'));
        String links = Stream.concat(Stream.of("items", "objects", "dead", "events"), tables(document))
                .map(part -> "<a href=\"/api/runs/%s/%s\">%s</a>"
                        .formatted(run.id(), part, part.replaceFirst(".*=", "rows of ")))
                .collect(Collectors.joining(" "));
        return page(
                "Run " + run.id(),
                "<h1>Run " + run.id() + "</h1>\n<p><a href=\"/\">all runs</a> " + links + "\n<table>\n" + rows
                        + "</table>\n");
    }

    /** Where the rows are that it wrote here; those of another database are not. */
    private Stream<String> tables(JsonNode document) {
        return machine.records().declared().stream()
                .map(TableSpec::name)
                .filter(document.path("rows")::has)
                .map(table -> "rows?table=" + table);
    }

    /** An object as its members, one behind the other. */
    private static String shown(JsonNode value) {
        return value.isObject()
                ? value.properties().stream()
                        .map(member -> member.getKey() + " " + shown(member.getValue()))
                        .collect(Collectors.joining(", "))
                : value.asString(value.toString());
    }

    private static Answer page(String title, String body) {
        String page = "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">\n<title>" + title
                + "</title>\n<style>" + STYLE + "</style>\n" + body;
        return Answer.text(200, "text/html; charset=utf-8", page).with("Content-Security-Policy", POLICY);
    }

    /** How a policy names a style (W3C Content Security Policy 3, section 2.3.1). */
    private static String hash(String style) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256; this one is broken", e);
        }
    }

    /** Text of strangers in a page. */
    static String text(String text) {
        return Visible.text(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
