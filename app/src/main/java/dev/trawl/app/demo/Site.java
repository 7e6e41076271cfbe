package dev.trawl.app.demo;

import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every address of the demo's web and what it answers. Filled by one thread, then asked by any number. */
public final class Site {
    private final Map<String, List<Reply>> replies = new HashMap<>();
    private final Map<String, Host> answering = new HashMap<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final Set<String> hosts = new HashSet<>();
    private final Set<String> dead = new HashSet<>();

    /** Without any address. */
    public Site() {}

    /** Puts answers at an address, in order; the last one for ever. */
    void put(String address, Reply... some) {
        URI uri = URI.create(address);
        hosts.add(uri.getHost());
        replies.put(place(uri.getHost(), address.substring(address.indexOf('/', 8))), List.of(some));
    }

    /** Has a host answer whatever it is asked. */
    void put(String name, Host host) {
        hosts.add(name);
        answering.put(name, host);
    }

    /** Has nothing listen at a host. */
    void putDead(String name) {
        dead.add(name);
    }

    /** What a host answers now. */
    Reply reply(Visit visit) throws InterruptedException {
        Host host = answering.get(visit.host());
        if (host != null) {
            return host.answer(visit);
        }
        String place = place(visit.host(), visit.target());
        List<Reply> some = replies.get(place);
        if (some == null) {
            return Reply.status(404);
        }
        int times = some.size() == 1 ? 0 : asked.merge(place, 1, Integer::sum) - 1;
        return some.get(Math.min(times, some.size() - 1));
    }

    /** All names that answer. */
    Set<String> hosts() {
        return Set.copyOf(hosts);
    }

    /** All names at which nothing listens. */
    Set<String> dead() {
        return Set.copyOf(dead);
    }

    private static String place(String host, String target) {
        return host + target;
    }
}
