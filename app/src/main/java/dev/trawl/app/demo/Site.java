package dev.trawl.app.demo;

import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every address of the demo's web and what it answers. Filled by one thread, then asked by any number. */
final class Site {
    private final Map<String, List<Reply>> replies = new HashMap<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final Set<String> hosts = new HashSet<>();

    /** Puts answers at an address, in order; the last one for ever. */
    void put(String address, Reply... some) {
        URI uri = URI.create(address);
        hosts.add(uri.getHost());
        replies.put(place(uri.getHost(), address.substring(address.indexOf('/', 8))), List.of(some));
    }

    /** What a host answers now. */
    Reply reply(String host, String target) {
        String place = place(host, target);
        List<Reply> some = replies.get(place);
        if (some == null) {
            return Reply.status(404);
        }
        int times = some.size() == 1 ? 0 : asked.merge(place, 1, Integer::sum) - 1;
        return some.get(Math.min(times, some.size() - 1));
    }

    /** All names that are asked for. */
    Set<String> hosts() {
        return Set.copyOf(hosts);
    }

    private static String place(String host, String target) {
        return host + target;
    }
}
