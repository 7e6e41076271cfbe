package dev.trawl.web;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * A block of IP addresses.
 *
 * @param network its first address
 * @param bits how many leading bits an address shares with it; 0 to 32 or 128
 */
public record Cidr(InetAddress network, int bits) {
    public Cidr {
        if (bits < 0 || bits > network.getAddress().length * 8) {
            throw new IllegalArgumentException("a block of addresses has 0 to 32 or 128 bits, got: " + bits);
        }
    }

    /** Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or a single address; anything else is an IllegalArgumentException. */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int all = network.getAddress().length * 8;
        return new Cidr(network, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1)));
    }

    /** Whether an address lies in it. An IPv4 address is never in a block of IPv6. */
    public boolean contains(InetAddress address) {
        return (address instanceof Inet4Address) == (network instanceof Inet4Address) && contains(address.getAddress());
    }

    private boolean contains(byte[] address) {
        byte[] first = network.getAddress();
        for (int bit = 0; bit < bits; bit++) {
            if (((first[bit / 8] ^ address[bit / 8]) & (0x80 >> bit % 8)) != 0) {
                return false;
            }
        }
        return true;
    }
}
