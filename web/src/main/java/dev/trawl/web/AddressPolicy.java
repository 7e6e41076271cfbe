package dev.trawl.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which IP addresses may be connected to: the public internet, and what the operator allows beside it.
 *
 * <p>What is not public is in the special-purpose registries of IANA (RFC 6890 and its updates) for IPv4 and
 * IPv6, multicast and the reserved blocks. An IPv6 address that carries an IPv4 one is refused with its block, so
 * that no translator on the way opens a second door. Immutable.
 */
public final class AddressPolicy {
    private static final List<Cidr> REFUSED_V4 = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** Only 2000::/3 is given out; in it these are special. */
    private static final List<Cidr> REFUSED_V6 =
            blocks("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

    private static final Cidr GIVEN_OUT_V6 = Cidr.parse("2000::/3");

    private final List<Cidr> allowed;

    /** The public internet and these blocks. */
    public AddressPolicy(List<Cidr> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** Whether the address may be connected to. */
    public boolean allows(InetAddress address) {
        InetAddress meant = unmapped(address);
        return Stream.of(address, meant).anyMatch(this::allowedByOperator) || isPublic(meant);
    }

    private boolean allowedByOperator(InetAddress address) {
        return allowed.stream().anyMatch(block -> block.contains(address));
    }

    private static boolean isPublic(InetAddress address) {
        if (address instanceof Inet6Address) {
            return GIVEN_OUT_V6.contains(address) && noneContains(REFUSED_V6, address);
        }
        return noneContains(REFUSED_V4, address);
    }

    private static boolean noneContains(List<Cidr> blocks, InetAddress address) {
        return blocks.stream().noneMatch(block -> block.contains(address));
    }

    /** The system connects ::ffff:a.b.c.d by IPv4, so the IPv4 address is the one to judge. */
    private static InetAddress unmapped(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean mapped = bytes.length == 16 && bytes[10] == -1 && bytes[11] == -1 && zero(bytes, 10);
        try {
            return mapped ? InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16)) : address;
        } catch (UnknownHostException e) {
            throw new AssertionError("Four bytes are an address", e);
        }
    }

    private static boolean zero(byte[] bytes, int upTo) {
        for (int n = 0; n < upTo; n++) {
            if (bytes[n] != 0) {
                return false;
            }
        }
        return true;
    }

    private static List<Cidr> blocks(String... texts) {
        return Arrays.stream(texts).map(Cidr::parse).toList();
    }
}
