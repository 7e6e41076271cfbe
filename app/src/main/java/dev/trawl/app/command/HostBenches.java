package dev.trawl.app.command;

import dev.trawl.bench.Chunks;
import dev.trawl.bench.Fetches;
import dev.trawl.bench.Hosts;
import dev.trawl.core.ChunkSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** The benchmarks of many hosts, of chunk sizes and of many fetches at once, as lines to print. */
final class HostBenches {
    private static final int FETCHES_AT_ONCE = 10_000;
    private static final double KILOBYTE = 1e3;

    private HostBenches() {}

    static String hosts(Workbench at) throws Exception {
        Hosts bench = new Hosts(at.items(), at.surroundings().clock());
        Hosts.Result alone = at.in(bench::slowestAlone);
        Hosts.Result all = at.in(bench::all);
        return "%,d items of 10,000 hosts: %.1f s; the slowest host alone: %.1f s (%.2f times); %,d requests, %d of them too early or too many at once"
                .formatted(
                        at.items(),
                        seconds(all.took()),
                        seconds(alone.took()),
                        seconds(all.took()) / seconds(alone.took()),
                        all.requests(),
                        all.breaches());
    }

    static String fetches(Workbench at) throws Exception {
        Fetches.Result result = at.in(new Fetches(at.items(), FETCHES_AT_ONCE)::run);
        return "%,d fetches of 1 s: %.1f s; %,d before the server at once; of the heap %.1f kB are in use for each of %,d fetches in flight, at most %.0f MB of the process resident"
                .formatted(
                        at.items(),
                        seconds(result.took()),
                        result.peak(),
                        result.liveBytes() / KILOBYTE,
                        result.most(),
                        result.residentBytes() / KILOBYTE / KILOBYTE);
    }

    /** One kind of items with every size: items a second, and how far auto is from the best. */
    static String chunks(Workbench at, Chunks.Kind kind) throws Exception {
        Map<String, ChunkSize> sizes = new LinkedHashMap<>();
        Chunks.SIZES.forEach(size -> sizes.put(Integer.toString(size), new ChunkSize.Fixed(size)));
        sizes.put("auto", ChunkSize.AUTO);
        Map<String, Double> speeds = measure(at, kind, sizes);
        double best = speeds.values().stream().max(Double::compare).orElseThrow();
        String each = speeds.entrySet().stream()
                .map(speed -> "%s: %,.0f".formatted(speed.getKey(), speed.getValue()))
                .collect(Collectors.joining("; "));
        return "%-22s %s items/s; best is %.2f times auto"
                .formatted(kind.name(), each, best / speeds.getOrDefault("auto", 1.0));
    }

    private static Map<String, Double> measure(Workbench at, Chunks.Kind kind, Map<String, ChunkSize> sizes)
            throws Exception {
        Map<String, Double> speeds = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(kind.together() ? sizes.size() : 1)) {
            List<Map.Entry<String, Future<Double>>> running = new ArrayList<>();
            for (Map.Entry<String, ChunkSize> size : sizes.entrySet()) {
                running.add(Map.entry(
                        size.getKey(),
                        threads.submit(() -> at.in(folder -> new Chunks().run(folder, kind, size.getValue())))));
            }
            for (Map.Entry<String, Future<Double>> each : running) {
                speeds.put(each.getKey(), each.getValue().get());
            }
        }
        return speeds;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
