package dev.trawl.app.http;

import dev.trawl.app.Visible;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.stage.BadInput;
import dev.trawl.local.Machine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Starts runs by request, and waits for their end where the request wants it. */
final class Starting {
    /** How soon asking again for a run that goes on makes sense. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final Duration BACKLOG_RETRY = Duration.ofSeconds(5);

    private final Machine machine;
    private final LiveJobs jobs;
    private final Waiters waiters;
    private final Submissions submissions;
    private final int openRunsMax;
    private volatile boolean leaving;

    Starting(Machine machine, LiveJobs jobs, Waiters waiters, Submissions submissions, int openRunsMax) {
        this.machine = machine;
        this.jobs = jobs;
        this.waiters = waiters;
        this.submissions = submissions;
        this.openRunsMax = openRunsMax;
    }

    List<Endpoint> endpoints() {
        return List.of(Endpoint.post(
                "/api/jobs/{job}/runs",
                request -> start(jobs.find(request.place("job")), Json.object(), request, Optional.empty())));
    }

    /** Starts no more runs from now on. */
    void leave() {
        leaving = true;
    }

    /** A run of a route's job; the values in its path are inputs. */
    Answer start(JobRoute route, Request request) throws Exception {
        ObjectNode given = Json.object();
        request.places().forEach(given::put);
        return start(route.job(), given, request, route.patience().map(Waits::capped));
    }

    private Answer start(Job job, ObjectNode given, Request request, Optional<Duration> standard)
            throws IOException, InterruptedException {
        requireRoom();
        Optional<Duration> wait = Waits.preferred(request).or(() -> standard);
        if (wait.filter(Duration::isPositive).isEmpty()) {
            RunView run = accept(job, given, request);
            return wait.isPresent() ? begun(run, 202) : begun(run, 201);
        }
        // A place first: who is accepted is also waited for.
        try (Waiters.Place place = waiters.take()) {
            RunView run = place.await(accept(job, given, request).id(), wait.get(), Waiters::over);
            return Waiters.over(run) ? ended(job, run) : begun(run, 202);
        }
    }

    private void requireRoom() {
        if (leaving) {
            throw Refusal.later("The server is leaving; nothing was started; send it again later", BACKLOG_RETRY);
        }
        if (machine.openRuns() >= openRunsMax) {
            throw Refusal.later(
                    "There are " + openRunsMax + " open runs already; nothing was started; send it again later",
                    BACKLOG_RETRY);
        }
    }

    private RunView accept(Job job, ObjectNode given, Request request) throws IOException {
        Optional<String> key = request.idempotencyKey();
        Optional<String> type = request.mediaType();
        try (Bodies.Body body = request.body()) {
            Accepted accepted =
                    submissions.start(new Submissions.Submission(job, given, body, type, key.map(Starting::cause)));
            return switch (accepted) {
                case Accepted.Taken taken -> taken.run();
                case Accepted.Conflict conflict ->
                    throw new Refusal(
                            422,
                            "The Idempotency-Key " + Visible.quoted(key.orElse("")) + " has started run "
                                    + conflict.run() + " with another body; nothing was started; use a new key");
            };
        } catch (BadInput e) {
            throw Refusal.senseless(Visible.text(String.valueOf(e.getMessage())));
        } catch (IllegalArgumentException e) {
            throw Refusal.senseless("No run of " + job.name() + " can be made of it: "
                    + Visible.text(String.valueOf(e.getMessage())) + ". Nothing was started");
        }
    }

    /** Apart from what else may start runs. */
    private static String cause(String key) {
        return "key:" + key;
    }

    private static Answer begun(RunView run, int status) {
        ObjectNode document = Json.object()
                .put("run", run.id().text())
                .put("state", run.state().word());
        Answer answer = Answer.json(status, document).with("Location", "/api/runs/" + run.id());
        return status == 202 ? answer.with("Retry-After", Long.toString(RETRY.toSeconds())) : answer;
    }

    private Answer ended(Job job, RunView run) {
        if (!job.takesBody()) {
            return Answer.json(200, machine.document(run.id()));
        }
        RunId id = run.id();
        String head = "\"run\":\"" + id + "\",\"state\":\"" + run.state().word() + "\",";
        return ItemList.whole(head, (after, limit) -> submissions.items(id, after, limit));
    }
}
