package dev.trawl.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document is true, events tell what happens, and jobs are as their files are. */
@Timeout(120)
final class DescriptionTest extends BesideServer {
    @Test
    void every_path_that_is_described_is_answered_as_described() {
        String run = server.post("/echo", "{}").run();
        JsonNode paths = server.described().document().get("paths");
        assertThat(paths.propertyNames()).contains("/echo", "/fates/{note}", "/r/{subreddit}", "/metrics");
        for (String template : paths.propertyNames()) {
            String path = template.replace("{id}", run)
                            .replace("{job}", "echo")
                            .replaceAll("\\{(note|subreddit|topic|key|callback)\\}", "word")
                    + (template.endsWith("/rows") ? "?table=none" : "");
            for (String method : paths.get(template).propertyNames()) {
                String word = method.toUpperCase(Locale.ROOT);
                Server.Reply reply =
                        word.equals("GET") ? server.ask(path) : server.described(server.send(word, path, "{}"), "{}");
                assertThat(reply.status())
                        .as(word + " " + path)
                        .isNotEqualTo(405)
                        .isNotEqualTo(500);
            }
            Server.Reply refused = server.raw(server.send("DELETE", path, ""));
            assertThat(refused.status()).as(path).isEqualTo(405);
            assertThat(refused.header("allow")).isNotEmpty();
        }
        assertThat(server.complaints).isEmpty();
    }

    @Test
    void what_is_unknown_is_a_problem() {
        for (String path : List.of(
                "/api/runs/none",
                "/api/runs/none/items",
                "/api/runs/none/events",
                "/api/jobs/none",
                "/none",
                "/api/none",
                "/api/runs/%20",
                "/api/objects/none")) {
            Server.Reply reply = server.ask(path);
            assertThat(reply.status()).as(path).isEqualTo(404);
            assertThat(reply.header("content-type")).startsWith("application/problem+json");
        }
        assertThat(server.post("/api/runs/none/cancel", "{}").status()).isEqualTo(404);
        assertThat(server.post("/api/jobs/none/runs", "{}").status()).isEqualTo(404);
    }

    @Test
    void pages_run_nothing_and_quote_strangers_as_text() {
        String run = server.post("/fates/%3Cscript%3E", "{\"items\":0}").run();
        for (String path : List.of("/", "/runs/" + run)) {
            Server.Reply page = server.ask(path);
            assertThat(page.header("content-security-policy"))
                    .contains("default-src", "frame-ancestors")
                    .doesNotContain("unsafe");
            assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(page.body()).contains(run).doesNotContain("<script>");
        }
    }

    @Test
    void a_page_of_a_run_says_in_words_what_came_of_it_in_the_style_that_its_policy_names() throws Exception {
        String run = server.post("/fates/word", "{\"items\":0}").run();
        Server.Reply page = server.ask("/runs/" + run);
        assertThat(page.body())
                .contains("listed 0, done 0, dead 0, cancelled 0")
                .doesNotContain("{&quot;");
        String style = page.body().split("</?style>", -1)[1];
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(UTF_8));
        assertThat(page.header("content-security-policy"))
                .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
    }

    @Test
    void events_are_numbered_and_tell_the_same_again_after_a_cut() throws Exception {
        String run = server.post("/api/jobs/fates/runs", "{\"items\":3,\"held\":true}")
                .header("location");
        List<String> live;
        try (var lines = server.lines(run + "/events", "0").body()) {
            var iterator = lines.iterator();
            assertThat(iterator.next()).startsWith("id: ");
            server.gate.countDown();
            live = Server.rest(iterator);
        }
        assertThat(live).filteredOn(line -> line.equals("event: finished")).hasSize(1);
        List<Long> ids = Server.ids(live);
        assertThat(ids).isSorted().doesNotHaveDuplicates();

        List<String> again =
                Server.rest(server.lines(run + "/events", "0").body().iterator());
        assertThat(Server.withoutProgress(again).stream().skip(1).toList()).isEqualTo(Server.withoutProgress(live));
        HttpResponse<?> after = server.lines(run + "/events", ids.getLast().toString());
        assertThat(after.statusCode()).isEqualTo(204);
        assertThat(server.raw(server.get(run + "/events").header("Last-Event-ID", "x"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void who_knows_the_end_of_a_run_is_told_of_the_next_when_it_is_worked_again() throws Exception {
        server.gate.countDown();
        String run =
                server.post("/api/jobs/fates/runs", "{\"items\":3,\"dead\":1}").header("location");
        server.ask(run + "?wait=20");
        List<Long> first =
                Server.ids(Server.rest(server.lines(run + "/events", "0").body().iterator()));
        assertThat(server.post(run + "/redrive", "{}").status()).isEqualTo(200);

        HttpResponse<Stream<String>> later =
                server.lines(run + "/events", first.getLast().toString());
        assertThat(later.statusCode()).isEqualTo(200);
        List<String> second = Server.rest(later.body().iterator());
        assertThat(second).filteredOn(line -> line.equals("event: finished")).hasSize(1);
        assertThat(second).filteredOn(line -> line.contains("\"generation\":1")).isEmpty();
        assertThat(Server.ids(second)).isSorted().doesNotHaveDuplicates().allMatch(id -> id > first.getLast());
    }

    @Test
    void a_changed_job_file_is_read_and_a_wrong_one_changes_nothing() throws IOException {
        Path file = folder.resolve("jobs/echo.yaml");
        Files.writeString(file, Server.ECHO.replace("POST /echo", "POST /other"));
        answers("/other", Set.of(200));
        answers("/echo", Set.of(404));
        Files.writeString(file, "job: [");
        while (server.complaints.isEmpty()) {
            answers("/other", Set.of(200));
        }
        answers("/other", Set.of(200));
        Files.delete(file);
        answers("/other", Set.of(404));
    }

    private void answers(String path, Set<Integer> statuses) {
        while (!statuses.contains(server.raw(server.send("POST", path, "{}")).status())) {
            Thread.onSpinWait();
        }
    }
}
