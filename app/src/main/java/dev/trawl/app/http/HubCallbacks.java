package dev.trawl.app.http;

import dev.trawl.core.Body;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.Slice;
import dev.trawl.core.Start;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.Records;
import dev.trawl.local.Machine;
import dev.trawl.local.Triggers;
import dev.trawl.systems.feeds.HubCallback;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Where hubs find us (W3C WebSub): they ask whether a subscription was meant, say that it is denied, and push what is new. Who
 * asks shows no token: the path is one that nobody guesses, and what is pushed is signed.
 */
final class HubCallbacks {
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final String PATH = "/websub/{callback}";
    /** Read at once. */
    private static final int RUNS = 1_000;

    private static final String TEXT = "text/plain; charset=utf-8";

    private final Machine machine;
    private final Triggers triggers;
    private final LiveJobs jobs;
    private final InstantSource clock;
    private final PushCounts counts;
    private final PendingPushes pending;
    private final int openRunsMax;

    HubCallbacks(HttpApi.Parts parts, Settings.Bounds bounds) {
        this.machine = parts.machine();
        this.triggers = parts.triggers();
        this.jobs = parts.jobs();
        this.clock = parts.clock();
        this.counts = new PushCounts(bounds.pushes(), clock);
        this.pending = new PendingPushes(bounds.pushes().pending(), this::waits);
        this.openRunsMax = bounds.openRuns();
        recall();
    }

    /** Whether a run of a push is to be worked; one that is paused lies on the disk. */
    private boolean waits(RunId id) {
        return machine.records()
                .run(id)
                .filter(run -> !run.phase().closed() && !run.paused())
                .isPresent();
    }

    /** What was taken before a restart is worked after it. */
    private void recall() {
        for (RunState state : List.of(RunState.LISTING, RunState.WORKING, RunState.CLOSING)) {
            Records.RunFilter pushes = new Records.RunFilter(Optional.of(HubCallback.JOB), Optional.of(state));
            Optional<String> after = Optional.empty();
            do {
                Slice<RunView> runs = machine.records().runs(pushes, after, RUNS);
                runs.items().forEach(run -> pending.recall(run.id(), HubCallback.BODY_BYTES_MAX));
                after = runs.next();
            } while (after.isPresent());
        }
    }

    List<Endpoint> endpoints() {
        return List.of(Endpoint.get(PATH, this::asked), Endpoint.post(PATH, this::pushed));
    }

    private HubCallback callback(Request request) {
        return HubCallback.of(machine.records(), request.place("callback"))
                .orElseThrow(() -> Refusal.unknown("There is no subscription at this path"));
    }

    /** Nothing is confirmed that was not asked for: another topic, another mode, a feed that is not wanted any more. */
    private Answer asked(Request request) {
        HubCallback callback = callback(request);
        if (!callback.wanted() || !callback.about(request.query("hub.topic"))) {
            throw Refusal.unknown("This subscription was not asked for");
        }
        String mode = request.query("hub.mode").orElse("");
        Optional<String> challenge = request.query("hub.challenge");
        if (mode.equals("denied")) {
            write(callback, callback.denied());
            return Answer.bare(204);
        }
        if (!mode.equals("subscribe") || challenge.isEmpty()) {
            throw Refusal.unknown("This was not asked for; a subscription is confirmed by its hub.challenge");
        }
        // Durable before the hub hears of it.
        write(callback, callback.confirmed(request.query("hub.lease_seconds"), clock.instant()));
        return Answer.text(200, TEXT, challenge.get());
    }

    private void write(HubCallback callback, List<Row> rows) {
        machine.tables().put(callback.table(), rows);
    }

    /** What is not signed by who knows the secret is taken and thrown away: whoever tries learns nothing (section 7.1.2). */
    private Answer pushed(Request request) throws IOException {
        HubCallback callback = callback(request);
        if (!callback.wanted()) {
            throw new Refusal(410, "This subscription is over; nothing is to be pushed any more");
        }
        // Before the body is read: who pushes without end is not listened to.
        counts.require(callback.path(), 0);
        try (Bodies.Body body = request.body()) {
            if (body.bytes().length > HubCallback.BODY_BYTES_MAX) {
                throw new Refusal(413, "What is pushed may have " + HubCallback.BODY_BYTES_MAX + " bytes");
            }
            if (callback.signed(body.bytes(), request.header("X-Hub-Signature"))) {
                take(callback, body.bytes(), request.header("Content-Type"));
            }
            return Answer.bare(202);
        }
    }

    /** At most half of the open runs are of pushes: whoever pushes keeps nobody else out. */
    private void take(HubCallback callback, byte[] body, Optional<String> type) {
        if (machine.released() || machine.openRuns() >= openRunsMax / 2) {
            throw Refusal.later("Nothing more is taken just now; push it again later", RETRY);
        }
        // Counted first: whoever pushes on where there is no room is soon not listened to either.
        counts.take(callback.path(), body.length);
        pending.take(body.length, () -> start(Body.of(callback.message(body, type))));
    }

    private RunId start(Body message) {
        Job job = jobs.find(HubCallback.JOB);
        return switch (triggers.start(new Start(job, Json.object(), Optional.of(message), Optional.empty()))) {
            case Accepted.Taken taken -> taken.run().id();
            case Accepted.Conflict conflict -> conflict.run();
        };
    }
}
