package dev.trawl.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * The one way out: resolves a host, applies the operator's mapping, and gives out only addresses that the policy
 * allows. The addresses given out are the ones that are connected to; nothing resolves again behind it. Safe for
 * any number of threads.
 */
public final class EgressDoor {
    private final EgressOptions options;
    private final AddressPolicy policy;

    /** A door opened as the operator says. */
    public EgressDoor(EgressOptions options) {
        this.options = options;
        this.policy = new AddressPolicy(options.allowed());
    }

    /** How it is opened. */
    public EgressOptions options() {
        return options;
    }

    /**
     * Where to connect for a host and port: at least one address.
     *
     * @param host a name, or an IP address with or without brackets
     * @throws AddressRefused where the host has addresses and none is allowed
     * @throws UnknownHostException where it has none
     */
    public List<InetSocketAddress> addresses(String host, int port) throws UnknownHostException {
        ConnectTo mapping = options.connectTo().stream()
                .filter(one -> one.matches(host, port))
                .findFirst()
                .orElse(new ConnectTo("", 0, "", 0));
        String toHost = mapping.toHost().isEmpty() ? host : mapping.toHost();
        int toPort = mapping.toPort() == 0 ? port : mapping.toPort();
        InetAddress[] found = Lookup.byName(toHost);
        List<InetSocketAddress> open = Arrays.stream(found)
                .filter(policy::allows)
                .map(address -> new InetSocketAddress(address, toPort))
                .toList();
        if (open.isEmpty()) {
            throw new AddressRefused(host, found[0].getHostAddress());
        }
        return open;
    }

    /**
     * Checks an address before a request for it is given to the proxy, which resolves for itself.
     *
     * @throws UnknownHostException as {@link #addresses}
     */
    void checkBehindProxy(WebAddress address) throws UnknownHostException {
        if (options.proxy().isPresent()) {
            addresses(address.hostName(), address.port());
        }
    }

    /** The door as the client's resolver. Behind a proxy the only host it is asked for is the proxy. */
    DnsResolver resolver() {
        return options.proxy().isPresent() ? new ToProxy() : new Checked();
    }

    private final class Checked implements DnsResolver {
        @Override
        public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
            return addresses(host, port);
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            throw new UnknownHostException("A host is connected to with its port: " + host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private static final class ToProxy implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return Lookup.byName(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
