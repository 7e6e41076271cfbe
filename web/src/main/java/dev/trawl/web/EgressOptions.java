package dev.trawl.web;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the operator opens the egress door.
 *
 * @param allowed blocks of addresses that may be connected to beside the public internet
 * @param connectTo where to connect instead; the first that matches counts
 * @param authorities certificates that are trusted beside the JDK's
 * @param proxy that every request goes through; it does not pass the address policy itself
 */
public record EgressOptions(
        List<Cidr> allowed, List<ConnectTo> connectTo, List<X509Certificate> authorities, Optional<WebAddress> proxy) {
    /** The public internet, connected to directly. */
    public static final EgressOptions DEFAULT = new EgressOptions(List.of(), List.of(), List.of(), Optional.empty());

    public EgressOptions {
        allowed = List.copyOf(allowed);
        connectTo = List.copyOf(connectTo);
        authorities = List.copyOf(authorities);
    }

    /** With one more block of addresses that may be connected to. */
    public EgressOptions allowing(String cidr) {
        List<Cidr> more = new ArrayList<>(allowed);
        more.add(Cidr.parse(cidr));
        return new EgressOptions(more, connectTo, authorities, proxy);
    }
}
