package dev.trawl.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Runs are started, waited for, read and turned. */
@Timeout(120)
final class RunsTest extends BesideServer {
    @Test
    void a_run_is_begun_and_its_location_waits_for_its_end() {
        Server.Reply begun = server.post("/api/jobs/fates/runs", "{\"items\":3,\"dead\":1}");
        assertThat(begun.status()).isEqualTo(201);
        assertThat(begun.header("location")).isEqualTo("/api/runs/" + begun.run());

        Server.Reply ended = server.ask(begun.header("location") + "?wait=20");
        assertThat(ended.state()).isEqualTo("succeeded");
        assertThat(ended.json().get("items").toString())
                .isEqualTo("{\"listed\":3,\"done\":2,\"dead\":1,\"cancelled\":0}");
        assertThat(server.ask(begun.header("location") + "/rows?table=seen")
                        .json()
                        .get("items"))
                .hasSize(2);
        assertThat(server.ask(begun.header("location") + "/dead")
                        .json()
                        .at("/items/0/reason")
                        .stringValue())
                .isEqualTo("http-404");
        assertThat(server.ask(begun.header("location") + "/objects").json().get("items"))
                .isEmpty();
    }

    @Test
    void a_route_of_a_job_starts_it_with_what_its_path_says() {
        Server.Reply begun = server.post("/fates/seen%20here", "{\"items\":1}");
        assertThat(begun.status()).isEqualTo(201);
        Server.Reply run = server.ask(begun.header("location") + "?wait=20");
        assertThat(run.json().at("/input/note").stringValue()).isEqualTo("seen here");
        assertThat(server.post("/fates/here", "{\"note\":\"there\"}").status()).isEqualTo(400);
    }

    @Test
    void a_blocking_post_answers_how_every_item_ended() {
        Server.Reply reply = server.post("/echo", "[{\"a\":1},{\"dead\":true}]");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().get("items").toString())
                .isEqualTo("[{\"key\":\"0\",\"state\":\"done\",\"result\":{\"a\":1}},"
                        + "{\"key\":\"1\",\"state\":\"dead\",\"reason\":\"http-404\",\"message\":\"gone\"}]");
        assertThat(server.ask("/api/runs/" + reply.run() + "/items").json().get("items"))
                .isEqualTo(reply.json().get("items"));
    }

    @Test
    void a_blocking_post_of_many_items_is_answered_whole_and_in_order() {
        StringBuilder body = new StringBuilder("[{\"n\":0}");
        for (int n = 1; n < 1_234; n++) {
            body.append(",{\"n\":").append(n).append('}');
        }
        JsonNode items = server.post("/echo", body + "]").json().get("items");
        assertThat(items).hasSize(1_234);
        for (int n = 0; n < items.size(); n++) {
            assertThat(items.get(n).at("/result/n").intValue()).isEqualTo(n);
        }
    }

    @Test
    void what_does_not_end_in_time_is_202_and_found_later() {
        Server.Reply late = server.post("/echo", "{\"held\":true}", "Prefer", "wait=1");
        assertThat(late.status()).isEqualTo(202);
        assertThat(late.header("location")).isEqualTo("/api/runs/" + late.run());
        assertThat(late.header("retry-after")).matches("[1-9][0-9]*");
        assertThat(server.post("/echo", "{\"held\":true}", "Prefer", "respond-async, wait=0")
                        .status())
                .isEqualTo(202);
        assertThat(server.post("/echo", "{\"held\":true}", "Prefer", "Respond-Async")
                        .status())
                .isEqualTo(202);

        server.gate.countDown();
        assertThat(server.ask("/api/runs/" + late.run() + "?wait=20").state()).isEqualTo("succeeded");
    }

    @Test
    void one_key_is_one_run_and_another_body_under_it_is_refused() {
        Server.Reply first = server.post("/echo", "{\"a\":1}", "Idempotency-Key", "k");
        Server.Reply again = server.post("/echo", "{\"a\":1}", "Idempotency-Key", "k");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(server.worked).hasValue(1);
        assertThat(server.post("/echo", "{\"a\":2}", "Idempotency-Key", "k").status())
                .isEqualTo(422);
        assertThat(server.post("/api/jobs/fates/runs", "{}", "Idempotency-Key", "k")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void bodies_that_make_no_sense_leave_no_run() {
        for (String body : List.of("", "[]", "42", "{", "{}x")) {
            assertThat(server.post("/echo", body).status()).as(body).isEqualTo(400);
        }
        assertThat(server.post("/api/jobs/fates/runs", "{\"itms\":1}")
                        .json()
                        .get("detail")
                        .stringValue())
                .contains("did you mean \"items\"");
        assertThat(server.raw(server.send("POST", "/echo", "<a/>").setHeader("Content-Type", "text/xml"))
                        .status())
                .isEqualTo(415);
        assertThat(server.ask("/api/runs").json().get("items")).isEmpty();
    }

    @Test
    void runs_are_listed_newest_first_in_parts_and_by_job_and_state() {
        List<String> begun = new ArrayList<>();
        for (int n = 0; n < 7; n++) {
            begun.addFirst(server.post("/echo", "{}").run());
        }
        server.ask(server.post("/api/jobs/fates/runs", "{}").header("location") + "?wait=20");
        List<String> walked = new ArrayList<>();
        String after = "";
        do {
            JsonNode part = server.ask("/api/runs?job=echo&state=succeeded&limit=3" + after)
                    .json();
            part.get("items").forEach(run -> walked.add(run.get("run").stringValue()));
            after = part.get("next").isNull()
                    ? ""
                    : "&after=" + part.get("next").stringValue();
        } while (!after.isEmpty());
        assertThat(walked).isEqualTo(begun);
        assertThat(server.ask("/api/runs?state=paused").json().get("items")).isEmpty();
        for (String query : List.of("limit=0", "limit=1001", "limit=x", "after=x", "state=over", "limit=1&limit=2")) {
            assertThat(server.ask("/api/runs?" + query).status()).as(query).isEqualTo(400);
        }
    }

    @Test
    void a_run_is_paused_given_other_limits_resumed_and_redriven() {
        String run = server.post("/api/jobs/fates/runs", "{\"items\":5,\"dead\":2,\"held\":true}")
                .header("location");
        assertThat(server.post(run + "/pause", "{}").state()).isEqualTo("paused");
        Server.Reply limits =
                server.described(server.send("PATCH", run + "/limits", "{\"concurrency\":7}"), "{\"concurrency\":7}");
        assertThat(limits.json().get("concurrency").intValue()).isEqualTo(7);
        assertThat(server.raw(server.send("PATCH", run + "/limits", "{\"concurrency\":-3}"))
                        .status())
                .isEqualTo(400);
        server.gate.countDown();
        assertThat(server.post(run + "/resume", "").status()).isEqualTo(200);
        assertThat(server.ask(run + "?wait=20").json().at("/items/dead").intValue())
                .isEqualTo(2);

        assertThat(server.post(run + "/redrive", "{\"keys\":[\"item-0\"]}")
                        .json()
                        .get("generation")
                        .intValue())
                .isEqualTo(2);
        assertThat(server.post(run + "/redrive", "{\"keys\":[]}").status()).isEqualTo(400);
        assertThat(server.post(run + "/redrive", "{\"why\":1}").status()).isEqualTo(400);
    }

    @Test
    void a_cancelled_run_answers_who_waits_for_it() throws Exception {
        String run = server.post("/api/jobs/echo/runs", "[{\"held\":true},{\"held\":true}]")
                .header("location");
        Thread canceller = Thread.ofVirtual().start(() -> server.post(run + "/cancel", "{}"));
        assertThat(server.ask(run + "?wait=20").state()).isEqualTo("cancelled");
        canceller.join();
        assertThat(server.ask(run + "/items").json().at("/items/1/state").stringValue())
                .isEqualTo("cancelled");
        assertThat(server.post(run + "/cancel", "{}").status()).isIn(200, 409);
    }
}
