package dev.trawl.app.http;

import dev.trawl.core.Json;
import dev.trawl.local.Machine;
import dev.trawl.local.sqlite.Written;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** How the server is: for probes and for Prometheus. Safe for any number of threads. */
final class Condition {
    /** Prometheus' text format. */
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    private final Machine machine;
    private final Waiters waiters;
    private final Map<Integer, LongAdder> answered = new ConcurrentSkipListMap<>();
    private volatile boolean ready;

    Condition(Machine machine, Waiters waiters) {
        this.machine = machine;
        this.waiters = waiters;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/healthz", _ -> Answer.json(200, Json.object().put("state", "healthy"))),
                Endpoint.get("/readyz", _ -> readiness()),
                Endpoint.get("/metrics", _ -> Answer.text(200, METRICS, metrics())));
    }

    /** Whether requests should be sent here: not before recovery is done, and not while the server leaves. */
    void ready(boolean now) {
        ready = now;
    }

    void answered(int status) {
        answered.computeIfAbsent(status, _ -> new LongAdder()).increment();
    }

    private Answer readiness() {
        if (!ready) {
            throw new Refusal(503, "Interrupted runs are being taken up, or the server is leaving");
        }
        return Answer.json(200, Json.object().put("state", "ready"));
    }

    private String metrics() {
        StringBuilder text = new StringBuilder();
        describe(text, "trawl_http_answers_total", "counter", "Requests answered, by status.");
        answered.forEach((status, count) ->
                text.append("trawl_http_answers_total{status=\"%d\"} %d%n".formatted(status, count.sum())));
        sample(text, "trawl_waiters", "gauge", "Requests that wait for a run.", waiters.waiting());
        sample(text, "trawl_open_runs", "gauge", "Runs that go on.", machine.openRuns());
        Written written = machine.written();
        sample(text, "trawl_ledger_commits_total", "counter", "Commits of the ledger.", written.commits());
        sample(text, "trawl_ledger_rows_total", "counter", "Rows written to the ledger.", written.rows());
        sample(text, "trawl_ledger_bytes_total", "counter", "Bytes handed to the ledger.", written.bytes());
        return text.toString();
    }

    private static void sample(StringBuilder text, String name, String type, String help, long value) {
        describe(text, name, type, help);
        text.append(name).append(' ').append(value).append('\n');
    }

    private static void describe(StringBuilder text, String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }
}
