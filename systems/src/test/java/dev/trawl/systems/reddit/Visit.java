package dev.trawl.systems.reddit;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.Outcome;
import dev.trawl.core.Worker;
import dev.trawl.testkit.FakeAttempt;
import dev.trawl.testkit.MemoryObjects;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A post that is worked against a made-up web, attempt by attempt. */
final class Visit {
    private static final int ATTEMPTS = 4;

    private final FakeWeb web = new FakeWeb();
    private final MemoryObjects objects = new MemoryObjects();
    private final Item item;
    private final boolean pages;
    private FakeAttempt context = FakeAttempt.first(ATTEMPTS);
    private @Nullable Outcome outcome;

    private Visit(Item item, boolean pages) {
        this.item = item;
        this.pages = pages;
    }

    static Visit to(String fields) {
        return new Visit(Posts.item(Posts.of(fields)), false);
    }

    static Visit to(Item item) {
        return new Visit(item, false);
    }

    static Visit withPages(String fields) {
        return new Visit(Posts.item(Posts.of(fields)), true);
    }

    Visit put(String address, FakeWeb.Reply... replies) {
        web.put(address, replies);
        return this;
    }

    /** One attempt, by a worker of its own, as after a restart. */
    Visit attempt() throws IOException, InterruptedException {
        if (outcome instanceof Outcome.Retry) {
            context = context.next();
        } else if (outcome != null) {
            context = context.again();
        }
        return attempt(context);
    }

    /** An attempt in a given context. */
    Visit attempt(FakeAttempt in) throws IOException, InterruptedException {
        context = in;
        outcome = new RedditPictures(
                        new PictureSettings("Fallback", pages), web, objects, InstantSource.fixed(FakeAttempt.NOW))
                .work(item, context);
        return this;
    }

    /** Attempts until the item has ended. */
    Visit toTheEnd() throws IOException, InterruptedException {
        attempt();
        while (outcome instanceof Outcome.Retry && !context.lastAttempt()) {
            attempt();
        }
        return this;
    }

    Worker worker() {
        return new RedditPictures(
                new PictureSettings("Fallback", pages), web, objects, InstantSource.fixed(FakeAttempt.NOW));
    }

    Outcome outcome() {
        return Objects.requireNonNull(outcome);
    }

    FakeAttempt context() {
        return context;
    }

    List<String> asked() {
        return web.asked();
    }

    FakeWeb web() {
        return web;
    }

    Map<String, byte[]> stored() {
        return objects.contents();
    }

    Map<String, @Nullable Object> post() {
        return context.rows("posts").getLast();
    }

    /** The rows of the table pictures. */
    List<Map<String, @Nullable Object>> rows() {
        return context.rows("pictures");
    }

    /** The picture rows as {@code via problem object}, for short. */
    List<String> pictures() {
        return rows().stream()
                .map(row ->
                        row.get("index") + " " + row.get("via") + " " + row.get("problem") + " " + row.get("object"))
                .toList();
    }

    static Json json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }
}
