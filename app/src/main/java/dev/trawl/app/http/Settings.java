package dev.trawl.app.http;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a server listens and whom it answers.
 *
 * @param port 0 for any that is free
 * @param token what everybody has to show, where it is there; an address that is not loopback needs one
 * @param names host names that it answers to, beside its address and localhost
 */
public record Settings(InetAddress bind, int port, Optional<String> token, Set<String> names, Bounds bounds) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * How much a server holds at once.
     *
     * @param waiters requests that wait for a run, and streams of events
     * @param openRuns runs that are not over; while there are more, no request starts one
     * @param pushes of hubs
     */
    public record Bounds(int waiters, int openRuns, PushRate pushes) {
        /** What holds where nobody says otherwise. */
        public static final Bounds STANDARD = new Bounds(20_000, 50_000, PushRate.STANDARD);
    }

    public Settings {
        names = Set.copyOf(lower(names));
        if (!bind.isLoopbackAddress() && token.isEmpty()) {
            throw new IllegalArgumentException(
                    "Listening at " + bind.getHostAddress()
                            + " would let everybody in who reaches it; nothing was started; name a --token, or set TRAWL_TOKEN");
        }
    }

    boolean loopback() {
        return bind.isLoopbackAddress();
    }

    /** Whether a name in a request is its own. An address in numbers can't be bound to another site's name. */
    boolean answersTo(String name) {
        boolean numbers = name.matches("[0-9.]+|\\[[0-9a-f:.]+\\]");
        return LOOPBACK.contains(name)
                || names.contains(name)
                || (bind.isAnyLocalAddress() ? numbers : name.equals(literal()));
    }

    /** Its address as an authority writes it. */
    String literal() {
        String address = bind.getHostAddress();
        return address.contains(":") ? "[" + address.replaceAll("%.*", "") + "]" : address;
    }

    private static Set<String> lower(Set<String> names) {
        return new HashSet<>(List.copyOf(names).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList());
    }
}
