package dev.trawl.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.local.Machine;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Tells what happens to a run while it happens (server-sent events), and goes on where a reader was cut off. */
final class EventStream {
    /** How often something is sent at least: who is gone is noticed, and proxies keep the connection. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** Progress comes no more often. */
    private static final Duration THINNED = Duration.ofMillis(500);

    private final Machine machine;
    private final Waiters waiters;

    EventStream(Machine machine, Waiters waiters) {
        this.machine = machine;
        this.waiters = waiters;
    }

    List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/runs/{id}/events", this::events));
    }

    private Answer events(Request request) {
        RunView run = RunReading.require(machine, request.run());
        long last = last(request);
        if (Waiters.over(run) && last >= Events.finished(run)) {
            // The status that tells a browser not to come again.
            return Answer.bare(204);
        }
        // Who finds no place is told so, and not by a stream that ends.
        waiters.take().close();
        RunId id = run.id();
        return Answer.streamed(200, "text/event-stream", out -> {
            try (Waiters.Place place = waiters.take()) {
                tell(out, id, last, place);
            }
        });
    }

    private static long last(Request request) {
        String last = request.header("Last-Event-ID").orElse("0");
        if (!last.matches("\\d{1,18}")) {
            throw Refusal.senseless("Last-Event-ID is the number of an event of this run, or is left out");
        }
        return Long.parseLong(last);
    }

    private void tell(OutputStream out, RunId id, long last, Waiters.Place place)
            throws IOException, InterruptedException {
        Events events = new Events(last);
        while (true) {
            RunView run = place.await(id, HEARTBEAT, events::hasNews);
            List<Events.Event> news = new ArrayList<>(events.of(run));
            if (Waiters.over(run)) {
                ObjectNode document = (ObjectNode) machine.document(id);
                news.add(new Events.Event(Events.finished(run), "finished", document));
                write(out, news);
                return;
            }
            if (news.isEmpty() && machine.released()) {
                return;
            }
            write(out, news);
            place.await(id, THINNED, Waiters::over);
        }
    }

    private static void write(OutputStream out, List<Events.Event> events) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Events.Event event : events) {
            text.append("id: ").append(event.id()).append("\nevent: ").append(event.name());
            text.append("\ndata: ").append(Json.of(event.document())).append("\n\n");
        }
        out.write((events.isEmpty() ? ": still here\n\n" : text.toString()).getBytes(UTF_8));
        out.flush();
    }
}
