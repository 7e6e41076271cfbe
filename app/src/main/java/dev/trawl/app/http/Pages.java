package dev.trawl.app.http;

import dev.trawl.app.Visible;
import dev.trawl.core.RunView;
import dev.trawl.local.Machine;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Plain pages for people: the newest runs, and one run. Nothing in them is run, and nothing is loaded. */
final class Pages {
    /** Nothing but what the page itself says; framed by nobody. */
    static final String POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

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
            rows.append("<tr><td><a href=\"/runs/%1$s\">%1$s</a><td>%2$s<td>%3$s<td>%4$d<td>%5$d<td>%6$d<td>%7$s\n"
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
                <table><tr><th>run<th>job<th>state<th>listed<th>done<th>dead<th>started
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
                        .append(text(
                                member.getValue().asString(member.getValue().toString())))
                        .append('\n'));
        String links = String.join(
                " ",
                List.of("items", "objects", "dead", "events").stream()
                        .map(part -> "<a href=\"/api/runs/%s/%s\">%s</a>".formatted(run.id(), part, part))
                        .toList());
        return page(
                "Run " + run.id(),
                "<h1>Run " + run.id() + "</h1>\n<p><a href=\"/\">all runs</a> " + links + "\n<table>\n" + rows
                        + "</table>\n");
    }

    private static Answer page(String title, String body) {
        String page =
                "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">\n<title>" + title + "</title>\n" + body;
        return Answer.text(200, "text/html; charset=utf-8", page).with("Content-Security-Policy", POLICY);
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
