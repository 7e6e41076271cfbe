package dev.trawl.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One new article, and all the subscribers of its feed: how fast they are scanned and queued, and how fast each is sent its webhook
 * with a durable outcome, by processes with little memory that are killed on the way.
 */
public final class Subscribers {
    private static final String HEAP = "-Xmx512m";

    private final int subscribers;
    private final int kills;

    /**
     * @param subscribers of the feed
     * @param kills of the process that delivers, each after an equal part of the deliveries
     */
    public Subscribers(int subscribers, int kills) {
        this.subscribers = subscribers;
        this.kills = kills;
    }

    /** Measures it in a folder, and says what came of it line by line. */
    public void run(Path folder, Consumer<String> said) throws IOException {
        String data = folder.resolve("data").toString();
        String count = Integer.toString(subscribers);
        to(said, List.of("fill", data, count));
        to(said, List.of("scan", data, folder.resolve("queue").toString(), count));
        to(said, List.of("idle", data, count));
        try (Child sink = new Child(List.of("-Xmx256m", "-XX:+UseSerialGC"), HookSink.class, List.of())) {
            String port = sink.line().orElseThrow();
            List<String> send = List.of("send", data, count, port);
            for (int kill = 1; kill <= kills; kill++) {
                killed(send, kill, said);
            }
            to(said, send);
            said.accept(received(sink));
        }
    }

    /** As with kill -9, after some of the deliveries. */
    private void killed(List<String> arguments, int kill, Consumer<String> said) throws IOException {
        List<String> until = new ArrayList<>(arguments);
        until.add(Long.toString((long) subscribers * kill / (kills + 1)));
        try (Child child = child(until)) {
            String line = child.line().orElseThrow();
            while (!line.equals(SubscribersRun.REACHED)) {
                said.accept(line);
                line = child.line().orElseThrow();
            }
        }
        said.accept("killed for the " + kill + ". time");
    }

    private static Child child(List<String> arguments) throws IOException {
        return new Child(List.of(HEAP, "-XX:+ExitOnOutOfMemoryError"), SubscribersRun.class, arguments);
    }

    private static void to(Consumer<String> said, List<String> arguments) throws IOException {
        try (Child child = child(arguments)) {
            String last = "";
            for (Optional<String> line = child.line(); line.isPresent(); line = child.line()) {
                last = line.get();
                said.accept(last);
            }
            if (!last.startsWith(SubscribersRun.LAST)) {
                throw new IllegalStateException("The measured process ended before it was done, with " + HEAP
                        + "; what it complained of stands above");
            }
        }
    }

    private String received(Child sink) throws IOException {
        String[] counts = sink.ask().orElseThrow().split(" ", -1);
        long posts = Long.parseLong(counts[0]);
        long known = Long.parseLong(counts[1]);
        return "the receiver had %,d webhooks for %,d subscribers: %,d came again after a kill, %,d were missed"
                .formatted(posts, known, posts - known, subscribers - known);
    }
}
